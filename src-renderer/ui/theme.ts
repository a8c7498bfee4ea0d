import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/**
 * Every design token of the program. Stylesheets read them as CSS variables (`--c-…` colour, `--fs-…` type,
 * `--sp-…` space, `--row-…` heights); nothing else in the renderer writes a colour, a size or a duration.
 */
export const tokens = {
  font: {
    sans: "'Inter Variable', system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
    mono: "ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace",
  },
  /** px: hint words, dense tables, body, inputs of the note, sub-title, title, the name of the patient */
  fontSize: { hint: 11, dense: 12, body: 13, note: 15, subtitle: 16, title: 20, name: 22, amount: 28 },
  lineHeight: 1.45,
  /** px, 4 px grid */
  space: { 1: 4, 2: 8, 3: 12, 4: 16, 5: 20, 6: 24, 8: 32, 12: 48 },
  /** px */
  radius: { small: 4, normal: 6, round: 999 },
  /** px */
  size: {
    row: 32,
    rowDense: 28,
    control: 30,
    topBar: 44,
    screenHeader: 48,
    sideBar: 56,
    sideBarWide: 240,
    detailPanel: 320,
    banner: 28,
  },
  /** ms; never above 120 */
  motion: { fast: 80, normal: 110 },
} as const

/** One theme's colours. All text colours hold 4.5:1 on `fondo`, `superficie`, `hundido` and their own soft ground. */
interface Palette {
  fondo: string
  superficie: string
  hundido: string
  flotante: string
  sobre: string
  elegido: string
  borde: string
  bordeFuerte: string
  texto: string
  texto2: string
  texto3: string
  acento: string
  acentoSobre: string
  acentoTexto: string
  acentoSuave: string
  sobreAcento: string
  rojo: string
  rojoSuave: string
  rojoLleno: string
  rojoLlenoSobre: string
  sobreRojo: string
  ambar: string
  ambarSuave: string
  verde: string
  verdeSuave: string
  azul: string
  azulSuave: string
  gris: string
  grisSuave: string
  velo: string
  sombra: string
}

export const palette: Record<'light' | 'dark', Palette> = {
  light: {
    fondo: '#f3f5f6',
    superficie: '#ffffff',
    hundido: '#f8fafa',
    flotante: '#ffffff',
    sobre: '#eef2f3',
    elegido: '#e2f1ef',
    borde: '#e0e5e8',
    bordeFuerte: '#b4bfc5',
    texto: '#182025',
    texto2: '#46525a',
    texto3: '#5f6c74',
    acento: '#0f766e',
    acentoSobre: '#0b5f58',
    acentoTexto: '#0b665f',
    acentoSuave: '#e2f1ef',
    sobreAcento: '#ffffff',
    rojo: '#a8241c',
    rojoSuave: '#fbe9e7',
    rojoLleno: '#b3261e',
    rojoLlenoSobre: '#8f1d17',
    sobreRojo: '#ffffff',
    ambar: '#7d4a00',
    ambarSuave: '#fdf0d5',
    verde: '#1b6b34',
    verdeSuave: '#e3f3e7',
    azul: '#1a56a8',
    azulSuave: '#e6effa',
    gris: '#46525a',
    grisSuave: '#e9edef',
    velo: 'rgba(20, 28, 33, 0.38)',
    sombra: '0 0 0 1px rgba(20, 28, 33, 0.06), 0 8px 28px rgba(20, 28, 33, 0.16)',
  },
  dark: {
    fondo: '#0f1316',
    superficie: '#161b1f',
    hundido: '#12171a',
    flotante: '#1d2429',
    sobre: '#1f272c',
    elegido: '#143330',
    borde: '#263037',
    bordeFuerte: '#4b5962',
    texto: '#e3e9ec',
    texto2: '#b0bcc3',
    texto3: '#93a1aa',
    acento: '#35b8a9',
    acentoSobre: '#53cdbf',
    acentoTexto: '#5fd3c6',
    acentoSuave: '#143330',
    sobreAcento: '#04211d',
    rojo: '#ff9a90',
    rojoSuave: '#3a1c1b',
    rojoLleno: '#f2786d',
    rojoLlenoSobre: '#ff958b',
    sobreRojo: '#2b0704',
    ambar: '#f3bd58',
    ambarSuave: '#352811',
    verde: '#77cf90',
    verdeSuave: '#153122',
    azul: '#8bbaf7',
    azulSuave: '#17293f',
    gris: '#b0bcc3',
    grisSuave: '#262f35',
    velo: 'rgba(4, 7, 9, 0.62)',
    sombra: '0 0 0 1px rgba(255, 255, 255, 0.07), 0 10px 32px rgba(0, 0, 0, 0.55)',
  },
}

const kebab = (name: string): string => name.replace(/[A-Z0-9]/g, (c) => `-${c.toLowerCase()}`)

const colorVariables = (colors: Palette): Record<string, string> =>
  Object.fromEntries(Object.entries(colors).map(([name, value]) => [`--c-${kebab(name)}`, value]))

const px = (prefix: string, values: Record<string, number>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `--${prefix}-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
      `${value / 16}rem`,
    ]),
  )

/** Mantine reads these two families directly; everything else reads the tokens. */
const mantineNeutrals = (p: Palette, scheme: 'light' | 'dark'): Record<string, string> => ({
  '--mantine-color-text': p.texto,
  '--mantine-color-body': p.superficie,
  '--mantine-color-bright': p.texto,
  '--mantine-color-dimmed': p.texto3,
  '--mantine-color-placeholder': p.texto3,
  '--mantine-color-anchor': p.acentoTexto,
  '--mantine-color-error': p.rojo,
  '--mantine-color-success': p.verde,
  '--mantine-color-default': p.superficie,
  '--mantine-color-default-hover': p.sobre,
  '--mantine-color-default-color': p.texto,
  '--mantine-color-default-border': p.bordeFuerte,
  '--mantine-color-disabled': p.grisSuave,
  '--mantine-color-disabled-color': p.texto3,
  '--mantine-color-disabled-border': p.borde,
  '--mantine-color-teal-filled': p.acento,
  '--mantine-color-teal-filled-hover': p.acentoSobre,
  '--mantine-color-teal-light': p.acentoSuave,
  '--mantine-color-teal-light-hover': p.acentoSuave,
  '--mantine-color-teal-light-color': p.acentoTexto,
  '--mantine-color-teal-text': p.acentoTexto,
  '--mantine-color-teal-outline': p.acento,
  '--mantine-color-red-filled': p.rojoLleno,
  '--mantine-color-red-filled-hover': p.rojoLlenoSobre,
  '--mantine-color-red-light': p.rojoSuave,
  '--mantine-color-red-light-color': p.rojo,
  '--mantine-color-red-text': p.rojo,
  '--mantine-primary-color-contrast': p.sobreAcento,
  ...(scheme === 'light'
    ? {
        '--mantine-color-gray-4': p.bordeFuerte,
        '--mantine-color-gray-0': p.hundido,
        '--mantine-color-gray-1': p.sobre,
      }
    : {
        '--mantine-color-dark-4': p.bordeFuerte,
        '--mantine-color-dark-5': p.sobre,
        '--mantine-color-dark-6': p.flotante,
        '--mantine-color-dark-7': p.superficie,
      }),
})

/** Hands the tokens to the page as CSS variables, in the one style element that carries the nonce. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--font-sans': tokens.font.sans,
    '--font-mono': tokens.font.mono,
    ...px('fs', tokens.fontSize),
    ...px('sp', tokens.space),
    ...px('radius', tokens.radius),
    ...px('size', tokens.size),
    '--line': String(tokens.lineHeight),
    '--motion-fast': `${tokens.motion.fast}ms`,
    '--motion-normal': `${tokens.motion.normal}ms`,
  },
  light: { ...colorVariables(palette.light), ...mantineNeutrals(palette.light, 'light') },
  dark: { ...colorVariables(palette.dark), ...mantineNeutrals(palette.dark, 'dark') },
})

const teal: MantineColorsTuple = [
  '#e2f1ef',
  '#c5e4e0',
  '#9ad3cc',
  '#6bc3b9',
  '#35b8a9',
  '#1f9e90',
  '#12857b',
  '#0f766e',
  '#0b5f58',
  '#084a45',
]

/** Filled buttons take the ink designed for each theme instead of a fixed white. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const base = defaultVariantColorsResolver(input)
  const color = input.color ?? input.theme.primaryColor
  if (input.variant === 'filled' && color === 'teal') return { ...base, color: 'var(--c-sobre-acento)' }
  if (input.variant === 'filled' && color === 'red') return { ...base, color: 'var(--c-sobre-rojo)' }
  if (input.variant === 'subtle' && color === 'gray') {
    return { ...base, background: 'transparent', hover: 'var(--c-sobre)', color: 'var(--c-texto-2)' }
  }
  if (input.variant === 'subtle' && color === 'teal') {
    return {
      ...base,
      background: 'transparent',
      hover: 'var(--c-acento-suave)',
      color: 'var(--c-acento-texto)',
    }
  }
  return base
}

const rem = (value: number): string => `${value / 16}rem`
const quick = { transition: 'fade', duration: tokens.motion.fast } as const
const compact = { size: 'sm' } as const
/** Label above, hint below, error below the hint: `inputWrapperOrder` of every field. */
const fieldDefaults = { size: 'sm', inputWrapperOrder: ['label', 'input', 'description', 'error'] } as const

/** Element of the page that holds what floats: dialogs, lists of options, notices. `UiProvider` makes it. */
export const FLOATING_LAYER_ID = 'capas'

/** Mantine with compact defaults, radius 6 and 13 px body. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  colors: { teal },
  variantColorResolver,
  white: palette.light.superficie,
  black: palette.light.texto,
  fontFamily: tokens.font.sans,
  fontFamilyMonospace: tokens.font.mono,
  fontSizes: { xs: rem(11), sm: rem(13), md: rem(13), lg: rem(15), xl: rem(20) },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.3' },
  fontWeights: { regular: '400', medium: '550', bold: '650' },
  headings: {
    fontFamily: tokens.font.sans,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: rem(20), lineHeight: '1.3' },
      h2: { fontSize: rem(16), lineHeight: '1.35' },
      h3: { fontSize: rem(13), lineHeight: '1.45' },
      h4: { fontSize: rem(13), lineHeight: '1.45' },
      h5: { fontSize: rem(12), lineHeight: '1.45' },
      h6: { fontSize: rem(12), lineHeight: '1.45' },
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(2), sm: rem(4), md: rem(6), lg: rem(8), xl: rem(12) },
  defaultRadius: 'md',
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--c-sombra)',
    lg: 'var(--c-sombra)',
    xl: 'var(--c-sombra)',
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  activeClassName: '',
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Button: { defaultProps: { ...compact, variant: 'default' } },
    Checkbox: { defaultProps: compact },
    Combobox: { defaultProps: { ...compact, transitionProps: quick, shadow: 'md', offset: 4 } },
    InputWrapper: { defaultProps: { inputWrapperOrder: fieldDefaults.inputWrapperOrder } },
    TextInput: { defaultProps: fieldDefaults },
    PasswordInput: { defaultProps: fieldDefaults },
    NumberInput: { defaultProps: { ...fieldDefaults, hideControls: true } },
    Textarea: { defaultProps: { ...fieldDefaults, autosize: true, minRows: 2 } },
    Select: {
      defaultProps: {
        ...fieldDefaults,
        nothingFoundMessage: 'Nada coincide con lo escrito.',
        checkIconPosition: 'right',
        comboboxProps: { transitionProps: quick, shadow: 'md' },
      },
    },
    NativeSelect: { defaultProps: fieldDefaults },
    Menu: { defaultProps: { transitionProps: quick, shadow: 'md', position: 'bottom-end', offset: 4 } },
    Modal: {
      defaultProps: {
        transitionProps: quick,
        centered: false,
        yOffset: '12vh',
        shadow: 'md',
        closeButtonProps: { 'aria-label': 'Cerrar' },
      },
    },
    Popover: { defaultProps: { transitionProps: quick, shadow: 'md', offset: 4 } },
    Portal: { defaultProps: { target: `#${FLOATING_LAYER_ID}` } },
    Progress: { defaultProps: { size: 'sm' } },
    Radio: { defaultProps: compact },
    SegmentedControl: { defaultProps: { size: 'sm', transitionDuration: tokens.motion.fast } },
    Skeleton: { defaultProps: { animate: false } },
    Switch: { defaultProps: compact },
    Tabs: { defaultProps: { keepMounted: false } },
    Tooltip: {
      defaultProps: {
        transitionProps: { ...quick },
        openDelay: 400,
        withArrow: false,
        position: 'bottom',
        offset: 4,
      },
    },
  },
})
