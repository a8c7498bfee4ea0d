/** Meaning of a colour: red for danger and rejection, amber for «needs you», green for done, blue for information. */
export type Tone = 'neutro' | 'informa' | 'hecho' | 'pide' | 'peligro' | 'acento'
