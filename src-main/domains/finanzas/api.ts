export {
  type ArchivoLlegado,
  type CompraComprobada,
  comprobarArchivo,
  guardarCompra,
} from './compras/recibir.ts'
