import { config } from 'zod'

// Zod tries whether it may compile code, which the page's policy refuses and the browser reports. Must run before any schema
// is made: the first import of the page.
config({ jitless: true })
