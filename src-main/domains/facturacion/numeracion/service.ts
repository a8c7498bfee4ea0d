import { numeroCompleto } from '../../../../src-shared/domains/configuracion/numeracion.ts'
import type { ResolucionNumeracion } from '../../../../src-shared/domains/configuracion/schemas.ts'
import type {
  FiltroNumeracion,
  UsoDeNumeros,
} from '../../../../src-shared/domains/facturacion/numeracion-contract.ts'
import {
  cuantosDe,
  restarTramos,
  USOS_NUMERO,
  type UsoNumero,
  usoDeEstado,
} from '../../../../src-shared/domains/facturacion/usos-numero.ts'
import { bogotaDate, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { writeCsv } from '../../../core/csv/write-csv.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { getResolucion, listResoluciones, saltosDe } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { RANGO_PRUEBAS } from '../habilitacion/factura-de-prueba.ts'
import { estadoDe } from '../repository.ts'
import * as repository from './repository.ts'

export type ControlNumeracion = ReturnType<typeof createControlNumeracion>

/** What became of every number of a range: each has its invoice, was left aside by somebody, or is named as a gap. */
export function createControlNumeracion({ db }: Pick<DomainKit, 'db'>) {
  /** Stretches that no invoice has, each with why. */
  async function sinFactura(resolucion: ResolucionNumeracion, { desde, hasta }: repository.Dias) {
    const usado = { desde: resolucion.desde, hasta: resolucion.siguiente - 1 }
    const vacios = await repository.sinFactura(db, resolucion.id, usado)
    const saltos = await saltosDe(db, resolucion.id)
    const pruebas = (
      resolucion.numero === RANGO_PRUEBAS.numero
        ? await repository.numerosDePrueba(db, resolucion.prefijo)
        : []
    ).map(({ consecutivo, fecha }) => ({ desde: consecutivo, hasta: consecutivo, fecha }))
    const enDias = ({ fecha }: { readonly fecha: string }) =>
      (desde === null || fecha >= desde) && (hasta === null || fecha <= hasta)
    const saltados = saltos.map((salto) => ({ ...salto, fecha: bogotaDate(new Date(salto.en)) }))
    return [
      ...saltados.filter(enDias).map((salto) => ({ ...tramo('saltado', salto), fecha: salto.fecha })),
      ...pruebas.filter(enDias).map((prueba) => ({ ...tramo('prueba', prueba), fecha: prueba.fecha })),
      ...restarTramos(vacios, [...saltos, ...pruebas]).map((hueco) => tramo('hueco', hueco)),
    ].toSorted((a, b) => a.desde - b.desde)
  }

  async function existente(id: string): Promise<ResolucionNumeracion> {
    const resolucion = await getResolucion(db, id)
    if (!resolucion) throw new Refusal('NO_ENCONTRADO', 'Esa numeración ya no existe.', 'Escoja otra.')
    return resolucion
  }

  async function numeros(
    filtro: FiltroNumeracion,
    pagina: { readonly despuesDe: number | null; readonly limite: number | null },
  ) {
    const resolucion = await existente(filtro.resolucionId)
    const dias = { desde: filtro.desde, hasta: filtro.hasta }
    const facturas = await repository.listNumeros(db, { ...filtro, ...pagina, dias })
    const vacios = await sinFactura(resolucion, dias)
    const siguen = vacios.filter(
      ({ uso, desde }) =>
        (filtro.uso === null || filtro.uso === uso) &&
        (pagina.despuesDe === null || desde > pagina.despuesDe),
    )
    const juntos = [...facturas.map(deFactura), ...siguen].toSorted((a, b) => a.desde - b.desde)
    return {
      resolucion,
      vacios,
      dias,
      numeros: pagina.limite === null ? juntos : juntos.slice(0, pagina.limite),
    }
  }

  return {
    /** Of invoices; the documentos soporte of a range are told by `finanzas`. */
    async rangos() {
      const rangos = await listResoluciones(db)
      return rangos.flatMap(({ id, numero, prefijo, tipo, desde, hasta, siguiente }) =>
        tipo === 'soporte'
          ? []
          : [
              {
                id,
                nombre: `${numeroCompleto(prefijo, desde)} – ${hasta}`,
                resolucion: numero,
                prefijo,
                tipo,
                usados: siguiente - desde,
              },
            ],
      )
    },

    async control(filtro: FiltroNumeracion & { despuesDe: number | null; limite: number }) {
      const pagina = await numeros(filtro, filtro)
      const cuenta = Object.fromEntries(
        (Object.keys(USOS_NUMERO) as UsoNumero[]).map((uso) => [
          uso,
          cuantosDe(pagina.vacios.filter((vacio) => vacio.uso === uso)),
        ]),
      ) as Record<UsoNumero, number>
      const estados = await repository.contarEstados(db, pagina.resolucion.id, pagina.dias)
      for (const { estado, n, descartadas } of estados) {
        cuenta[usoDeEstado(estado)] += Number(n) - Number(descartadas)
        cuenta.descartada += Number(descartadas)
      }
      return { numeros: pagina.numeros, cuenta }
    },

    async exportar(filtro: FiltroNumeracion) {
      const { resolucion, numeros: filas } = await numeros(filtro, { despuesDe: null, limite: null })
      const completo = (consecutivo: number) => numeroCompleto(resolucion.prefijo, consecutivo)
      const csv = writeCsv(
        ['Desde', 'Hasta', 'Cantidad', 'Estado', 'Fecha', 'Explicación', 'Adquiriente', 'Total'],
        filas.map(({ desde, hasta, uso, fecha, explicacion, adquiriente, total }) => [
          completo(desde),
          completo(hasta),
          hasta - desde + 1,
          USOS_NUMERO[uso].texto,
          fecha,
          explicacion,
          adquiriente,
          total === null ? null : total / 100,
        ]),
      )
      return {
        nombre: `numeracion-${completo(resolucion.desde)}.csv`,
        base64: Buffer.from(csv).toString('base64'),
      }
    },
  }
}

function tramo(
  uso: UsoNumero,
  { desde, hasta }: { readonly desde: number; readonly hasta: number },
): UsoDeNumeros {
  const { explicacion } = USOS_NUMERO[uso]
  return { desde, hasta, uso, fecha: null, explicacion, facturaId: null, adquiriente: null, total: null }
}

function deFactura(factura: Awaited<ReturnType<typeof repository.listNumeros>>[number]): UsoDeNumeros {
  const uso = usoDeEstado(estadoDe(factura))
  const papel = factura.tipo === '03' ? 'Papel de contingencia. ' : ''
  const dicho =
    uso === 'validada' && factura.validada_en
      ? `Validada por la DIAN el ${formatFechaHora(factura.validada_en)}`
      : factura.detalle || USOS_NUMERO[uso].explicacion
  return {
    ...tramo(uso, { desde: factura.consecutivo, hasta: factura.consecutivo }),
    fecha: factura.fecha_emision,
    explicacion: `${papel}${dicho}`,
    facturaId: factura.id,
    adquiriente: factura.adquiriente,
    total: factura.total,
  }
}
