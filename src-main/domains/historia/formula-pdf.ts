import type { Content } from 'pdfmake/interfaces.js'
import { faltantesMedicamento } from '../../../src-shared/domains/historia/rules.ts'
import type { MedicamentoFormula } from '../../../src-shared/domains/historia/schemas.ts'
import { addDays, bogotaDate, formatFecha, formatFechaHora } from '../../../src-shared/kernel/dates.ts'
import { cantidadEnLetras } from '../../../src-shared/kernel/number-words.ts'
import { appendAudit } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { datos, encabezado, linea } from '../../core/pdf/parts.ts'
import { renderPdf } from '../../core/pdf/render-pdf.ts'
import type { Catalogos } from '../catalogos/api.ts'
import type { DomainKit } from '../kit.ts'
import { membreteDe } from './membrete.ts'
import * as repository from './repository.ts'

export type FormulaPdfService = ReturnType<typeof createFormulaPdf>

/**
 * The fórmula médica with the fourteen contents of Decreto 780 de 2016 art. 2.5.3.10.16 (numbering from domain knowledge, to be
 * verified), with the people and the place as they were when it was signed. Nothing prints with a mandatory one empty: each missing content refuses with its own message.
 */
export function createFormulaPdf(
  kit: DomainKit & { readonly catalogos: Catalogos; readonly sinValidez: boolean },
) {
  const { db, clock } = kit
  return {
    async pdf(call: CallContext, notaId: string): Promise<{ nombre: string; base64: string }> {
      const formula = await repository.formulaDeNota(db, notaId)
      if (!formula)
        throw new Refusal(
          'NO_ENCONTRADO',
          'Esta nota no tiene fórmula médica.',
          'Agregue los medicamentos antes de cerrar la consulta (F7).',
        )
      const medicamentos = JSON.parse(formula.contenido) as MedicamentoFormula[]
      const membrete = await membreteDe(db, formula)
      if (!membrete.ok) throw incompleta(membrete.error.mensaje, membrete.error.donde)
      const { prestador, profesional, paciente } = membrete.value
      for (const medicamento of medicamentos) {
        const [falta] = faltantesMedicamento(medicamento)
        if (falta) throw incompleta(falta.mensaje, 'la fórmula')
      }
      const municipio = kit.catalogos.municipio(prestador.municipio)
      const fecha = bogotaDate(new Date(formula.en))
      const bytes = await renderPdf({
        titulo: `Fórmula médica ${formula.folio}`,
        pie: `Fórmula ${formula.folio} · ${paciente.nombre} · ${paciente.numeroDocumento}`,
        sinValidez: kit.sinValidez,
        en: clock.now(),
        contenido: [
          encabezado(
            {
              nombre: prestador.nombre,
              lineas: [
                `NIT ${prestador.nit} · Código de habilitación ${prestador.habilitacion}`,
                `${prestador.direccion}, ${municipio?.nombre ?? ''} · ${prestador.telefono}`,
                prestador.correo,
              ],
            },
            'Fórmula médica',
            [`Folio ${formula.folio}`, `${municipio?.nombre ?? ''}, ${formatFechaHora(formula.en)}`],
          ),
          linea(),
          datos([
            ['Paciente', paciente.nombre],
            ['Documento', `${paciente.tipoDocumento} ${paciente.numeroDocumento}`],
            ['Historia clínica', paciente.historia],
            ['Tipo de usuario', paciente.tipoUsuario],
          ]),
          linea(4),
          ...medicamentos.map(renglon),
          linea(),
          {
            text: `Vigencia: ${formula.vigencia_dias} días, hasta el ${formatFecha(addDays(fecha, formula.vigencia_dias))}`,
            bold: true,
            margin: [0, 0, 0, 26],
          },
          {
            unbreakable: true,
            stack: [
              { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 220, y2: 0, lineWidth: 0.6 }] },
              { text: profesional.nombre, bold: true, margin: [0, 4, 0, 0] },
              { text: profesional.credencial },
              {
                text: `${profesional.documento} · Registro profesional ${profesional.registro}`,
              },
            ],
          },
          {
            columns: [
              { qr: `Consultorio|formula|${formula.folio}|${formula.hash}`, fit: 62, width: 70 },
              {
                text: `Folio ${formula.folio} · ${formula.hash.slice(0, 24)}\nEl consultorio comprueba este folio en su propio registro.`,
                style: 'nota',
                margin: [0, 16, 0, 0],
              },
            ],
            margin: [0, 18, 0, 0],
          },
        ],
      })
      await transact(db, (trx) =>
        appendAudit(trx, clock.now().toISOString(), auditActor(call), {
          action: 'historia.imprimir-formula',
          subjectKind: 'formula',
          subjectId: formula.id,
          detail: { folio: formula.folio },
        }),
      )
      return { nombre: `formula-${formula.folio}.pdf`, base64: Buffer.from(bytes).toString('base64') }
    },
  }
}

function renglon(medicamento: MedicamentoFormula, index: number): Content {
  return {
    unbreakable: true,
    margin: [0, 0, 0, 8],
    stack: [
      {
        text: `${index + 1}. ${medicamento.dci} ${medicamento.concentracion}, ${medicamento.formaFarmaceutica}`,
        bold: true,
        fontSize: 10.5,
      },
      {
        text: `Vía ${medicamento.via}. ${medicamento.dosis}, ${medicamento.frecuencia}, durante ${medicamento.duracion}.`,
      },
      { text: `Cantidad total: ${cantidadEnLetras(medicamento.cantidad ?? 0)} ${medicamento.unidad}` },
      ...(medicamento.indicaciones
        ? [{ text: medicamento.indicaciones, italics: true } satisfies Content]
        : []),
    ],
  }
}

function incompleta(mensaje: string, donde: string): Refusal {
  return new Refusal(
    'FORMULA_INCOMPLETA',
    mensaje,
    `Complételo en ${donde}; la fórmula no se imprime sin ese dato.`,
  )
}
