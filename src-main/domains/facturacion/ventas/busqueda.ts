/** Index of any part of the name and document of a customer. */
export const BUSQUEDA_CLIENTES = 'clientes_busqueda'
