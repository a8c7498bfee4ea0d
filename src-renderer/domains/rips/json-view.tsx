import { Fragment } from 'react'

/** JSON laid out for reading: one datum per line, indented, names apart from values. */
export function JsonView({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className="rips-json codigo" tabIndex={0}>
      {JSON.stringify(JSON.parse(text), null, 2)
        .split('\n')
        .map((line, index) => {
          const [, indent = '', name, rest = line] = /^(\s*)"([^"]+)": (.*)$/.exec(line) ?? []
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text are told apart by their place
            <Fragment key={index}>
              {name === undefined ? (
                line
              ) : (
                <>
                  {indent}
                  <span className="rips-json-nombre">{name}</span>: {rest}
                </>
              )}
              {'\n'}
            </Fragment>
          )
        })}
    </pre>
  )
}
