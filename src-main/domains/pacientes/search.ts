/** Name of the typo-tolerant index of patients in the file: names by sound and spelling, documents and phones as codes. */
export const BUSQUEDA = 'pacientes_busqueda'
