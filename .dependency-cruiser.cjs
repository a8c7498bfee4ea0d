/**
 * Who may import whom. Each rule says what one folder may import; everything else
 * is refused. `npm run check` runs it, and tests/architecture proves that it sees planted violations.
 */

const DOMAIN_ORDER = [
  ['catalogos'],
  ['configuracion'],
  ['seguridad'],
  ['pacientes'],
  ['agenda', 'inventario'],
  ['historia', 'autorizaciones'],
  ['facturacion'],
  ['rips', 'cartera'],
  ['glosas', 'finanzas'],
  ['comunicaciones', 'sincronizacion', 'reportes'],
  ['jornada'],
]

/** The composition root: one module and the lists it is made of. */
const COMPOSITION = '^src-main/(create-core|migrations|wire-[a-z-]+)\\.ts$'
const KERNEL = '^src-shared/kernel/'
const SHARED_DOMAINS = '^src-shared/domains/'
const ZOD = 'node_modules/zod/'
const ORPC = 'node_modules/@orpc/'
const PACKAGES = 'node_modules/'
const BUILTIN = '^(node:)?[a-z0-9_/]+$'

/** What a folder may import, and nothing else. */
function only(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { pathNot: allowed },
  }
}

/** A domain sees itself, the mechanisms, and the doors of lower domains. */
const domainRules = DOMAIN_ORDER.flatMap((tier, level) =>
  tier.map((domain) => {
    const lower = DOMAIN_ORDER.slice(0, level).flat()
    return only(
      `dominio-${domain}`,
      `^src-main/domains/${domain}/`,
      [
        `^src-main/domains/${domain}/`,
        '^src-main/domains/[^/]+\\.ts$',
        ...(lower.length > 0 ? [`^src-main/domains/(${lower.join('|')})/api\\.ts$`] : []),
        '^src-main/core/',
        '^src-main/integrations/',
        '^src-shared/',
        PACKAGES,
        BUILTIN,
      ],
      'A domain sees core, integrations, shared and the api.ts of lower domains.',
    )
  }),
)

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-irresoluble',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dep-fuera',
      comment: 'What is imported must be in package.json.',
      severity: 'error',
      from: { path: '^src-' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'pruebas-no-se-importan',
      comment: 'Nobody imports tests.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'electron-solo-en-su-host',
      comment: 'Electron is imported under src-main/hosts/electron alone.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/hosts/electron/' },
      to: { path: '(^|/)node_modules/electron/|^electron$' },
    },

    only('kernel', KERNEL, [KERNEL, ZOD], 'The kernel knows zod and itself.'),
    only(
      'compartido-dominios',
      SHARED_DOMAINS,
      [KERNEL, SHARED_DOMAINS, ZOD, 'node_modules/@orpc/contract/'],
      'Shared domains know kernel, zod, the contract library and each other.',
    ),
    {
      name: 'compartido-dominios-esquemas',
      comment: 'Of another shared domain only its schemas, rules and texts are seen, never its contract.',
      severity: 'error',
      from: { path: '^src-shared/domains/([^/]+)/' },
      to: { path: '^src-shared/domains/[^/]+/contract\\.ts$', pathNot: '^src-shared/domains/$1/' },
    },
    only(
      'compartido-raiz',
      '^src-shared/[^/]+\\.ts$',
      ['^src-shared/', ZOD, 'node_modules/@orpc/contract/'],
      'The sum of the contracts and the window protocol know only shared modules.',
    ),

    only(
      'core',
      '^src-main/core/',
      [
        '^src-main/core/',
        KERNEL,
        '^src-shared/domains/procedure\\.ts$',
        '^src-shared/domains/seguridad/schemas\\.ts$',
        PACKAGES,
        BUILTIN,
      ],
      'Mechanisms know the kernel; of the shared domains only what a procedure declares of itself (meta, refusals, roles).',
    ),
    only(
      'integraciones',
      '^src-main/integrations/',
      ['^src-main/integrations/', '^src-main/core/', '^src-shared/', PACKAGES, BUILTIN],
      'Integrations know core and shared.',
    ),
    {
      name: 'integraciones-aparte',
      comment: 'One authority does not know another.',
      severity: 'error',
      from: { path: '^src-main/integrations/([^/]+)/' },
      to: { path: '^src-main/integrations/[^/]+/', pathNot: '^src-main/integrations/$1/' },
    },
    ...domainRules,
    only(
      'dominios-raiz',
      '^src-main/domains/[^/]+\\.ts$',
      ['^src-main/domains/[^/]+\\.ts$', '^src-main/core/', '^src-shared/', PACKAGES, BUILTIN],
      'What every domain is built from knows core and shared.',
    ),
    {
      name: 'dominio-desconocido',
      comment: 'A new domain needs its place in the order (DOMAIN_ORDER in .dependency-cruiser.cjs).',
      severity: 'error',
      from: {},
      to: {
        path: '^src-main/domains/[^/]+/',
        pathNot: `^src-main/domains/(${DOMAIN_ORDER.flat().join('|')})/`,
      },
    },
    only(
      'practica',
      '^src-main/practice/',
      [
        '^src-main/practice/',
        '^src-main/core/',
        '^src-main/integrations/',
        '^src-shared/',
        PACKAGES,
        BUILTIN,
      ],
      'Practice knows core, shared and the types of integrations, never a domain.',
    ),
    {
      name: 'practica-solo-tipos',
      comment: 'Practice judges by a path of its own: of integrations it takes types alone.',
      severity: 'error',
      from: { path: '^src-main/practice/' },
      to: { path: '^src-main/integrations/', dependencyTypesNot: ['type-only'] },
    },
    only(
      'create-core',
      COMPOSITION,
      [COMPOSITION, '^src-main/(core|domains|integrations)/', '^src-shared/', PACKAGES, BUILTIN],
      'The composition root wires core, integrations and domains.',
    ),
    only(
      'core-entry',
      '^src-main/core-entry\\.ts$',
      ['^src-main/create-core\\.ts$', '^src-main/(core|practice)/', KERNEL, PACKAGES, BUILTIN],
      'The core entry knows create-core, practice and the mechanisms it starts them with.',
    ),
    only(
      'hosts-ordenes',
      '^src-main/hosts/node/commands/',
      [
        '^src-main/hosts/(node/|[^/]+\\.ts$)',
        COMPOSITION,
        '^src-main/core-entry\\.ts$',
        '^src-main/wire-catalogo-inicial\\.ts$',
        '^src-main/(core|integrations)/',
        '^src-shared/(kernel|domains)/',
        PACKAGES,
        BUILTIN,
      ],
      'A command that needs no database asks the integration itself.',
    ),
    only(
      'hosts',
      '^src-main/hosts/(?!node/commands/)',
      [
        '^src-main/hosts/',
        COMPOSITION,
        '^src-main/core-entry\\.ts$',
        '^src-main/core/',
        KERNEL,
        '^src-shared/window-protocol\\.ts$',
        PACKAGES,
        BUILTIN,
      ],
      'Hosts know create-core, core-entry, the mechanisms, the kernel and the window protocol.',
    ),
    {
      name: 'hosts-aparte',
      comment: 'The Electron host and the Node host do not know each other.',
      severity: 'error',
      from: { path: '^src-main/hosts/(electron|node)/' },
      to: { path: '^src-main/hosts/(electron|node)/', pathNot: '^src-main/hosts/$1/' },
    },
    {
      name: 'main-sin-base',
      comment: 'No SQLite in the main process: the database is opened by the core alone.',
      severity: 'error',
      from: { path: '^src-main/hosts/electron/' },
      to: {
        path: '^src-main/(core/database|create-core|core-entry)|better-sqlite3-multiple-ciphers',
        reachable: true,
      },
    },

    only(
      'pantalla-base',
      '^src-renderer/(rpc|ui)/',
      ['^src-renderer/(rpc|ui)/', '^src-shared/', PACKAGES],
      'rpc and ui know React, kernel and contracts; Node is not there.',
    ),
    only(
      'pantalla-dominios',
      '^src-renderer/domains/(?!jornada/)([^/]+)/',
      ['^src-renderer/domains/$1/', '^src-renderer/(rpc|ui)/', '^src-shared/', PACKAGES],
      'A screen knows ui, rpc, shared and its own folder.',
    ),
    only(
      'pantalla-jornada-y-app',
      '^src-renderer/(app/|domains/jornada/|[^/]+\\.tsx?$)',
      ['^src-renderer/', '^src-shared/', PACKAGES],
      'The shell and the day may show the screens of other domains.',
    ),
    {
      name: 'pantalla-sin-node',
      comment: 'The window has no Node.',
      severity: 'error',
      from: { path: '^src-(renderer|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'procesos-aparte',
      comment: 'Screens and core meet in src-shared alone.',
      severity: 'error',
      from: { path: '^src-(main|renderer|shared)/' },
      to: { path: '^src-(main|renderer)/', pathNot: '^src-$1/' },
    },
    {
      name: 'orpc-en-su-sitio',
      comment: 'The RPC library is for contracts, transports, handlers and the client.',
      severity: 'error',
      from: {
        path: '^src-',
        pathNot:
          '^src-shared/(domains/[^/]+/contract|domains/procedure|contract)\\.ts$|^src-main/core/(rpc|calls)/|^src-main/domains/[a-z/]+/handlers\\.ts$|^src-main/(create-core|core-entry)\\.ts$|^src-main/practice/demo-[a-z-]+\\.ts$|^src-renderer/',
      },
      to: { path: ORPC },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$|\\?(url|worker|raw)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
}
