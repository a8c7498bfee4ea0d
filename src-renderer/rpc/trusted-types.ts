/**
 * The policy of the page demands trusted types. Two libraries still hand plain text to the browser: the component kit sets
 * the text of its style tags, and the PDF viewer starts its worker by address. This default policy lets exactly that pass:
 * text that holds no markup, and worker addresses of the program itself. Anything else is refused by the browser.
 */

interface PolicyRules {
  createHTML(text: string): string | null
  createScriptURL(address: string): string | null
}

interface PolicyFactory {
  readonly defaultPolicy: unknown
  createPolicy(name: string, rules: PolicyRules): unknown
}

/** Null refuses. Exported for its test. */
export const ownPolicy: PolicyRules = {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL(address) {
    const url = new URL(address, document.baseURI)
    return url.origin === window.location.origin && url.protocol !== 'blob:' ? address : null
  },
}

/** Call before anything is drawn. Browsers without trusted types need nothing. */
export function installTrustedTypes(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes
  if (factory && !factory.defaultPolicy) factory.createPolicy('default', ownPolicy)
}
