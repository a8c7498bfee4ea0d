import type { z } from 'zod'
import type {
  configuracionContract,
  ResolucionConUso,
} from '../../../src-shared/domains/configuracion/contract.ts'
import { numerosRestantes } from '../../../src-shared/domains/configuracion/numeracion.ts'
import {
  avisosDe,
  obligacionDe,
  pasosDe,
  pendientesDe,
} from '../../../src-shared/domains/configuracion/rules.ts'
import type {
  CertificadoInfo,
  Pagador,
  Prestador,
  Profesional,
  ResolucionNumeracion,
  Sede,
  ServicioHabilitado,
  SoftwareDian,
  Tarifa,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import { hashOf } from '../../core/audit/audit.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Catalogos } from '../catalogos/api.ts'
import type { DomainKit } from '../kit.ts'
import { getAjuste, setAjuste } from './api.ts'
import { consultarAdquiriente } from './consultar-adquiriente.ts'
import { type ClienteDian, createConsultaNumeracion } from './consultar-numeracion.ts'
import { storeResolucion } from './guardar-resolucion.ts'
import { readHechos } from './hechos.ts'
import { checkTitular, openCertificado } from './leer-certificado.ts'
import type { ObservacionDian } from './observacion-dian.ts'
import { observarCertificado } from './observar-certificado.ts'
import * as repository from './repository.ts'
import { storeTraidas } from './traer-numeracion.ts'

type Contract = typeof configuracionContract
type Input<P extends keyof Contract> = Contract[P] extends {
  '~orpc': { inputSchema?: infer S }
}
  ? S extends z.ZodType
    ? z.output<S>
    : never
  : never

export type ConfiguracionService = ReturnType<typeof createConfiguracionService>

/**
 * The practice's data: provider, sites, professionals, numbering, certificate, DIAN software, payers, tariffs and settings.
 * Invariants in this folder's README.
 */
export function createConfiguracionService(
  kit: DomainKit & {
    readonly catalogos: Pick<Catalogos, 'municipio'>
    readonly dian: ClienteDian
    readonly observacion: ObservacionDian
  },
) {
  const { db, clock, ids, runCommand } = kit
  const consulta = createConsultaNumeracion(kit, kit.dian)

  function checkMunicipio(codigo: string | null, campo: string): void {
    if (codigo === null || kit.catalogos.municipio(codigo)) return
    throw new Refusal(
      'MUNICIPIO_DESCONOCIDO',
      `El código ${codigo} no es de un municipio de Colombia.`,
      'Búsquelo por su nombre y escójalo de la lista.',
      { campo },
    )
  }

  return {
    async estado() {
      const hechos = await readHechos(db, clock.now(), kit.observacion.desfaseSegundos)
      return {
        pasos: pasosDe(hechos),
        pendientes: pendientesDe(hechos),
        avisos: avisosDe(hechos),
        obligacion: obligacionDe(hechos.prestador?.tipoPersona ?? '2', await getAjuste(db, 'obligacion')),
      }
    },

    async prestador() {
      return {
        prestador: (await repository.getPrestador(db)) ?? null,
        obligacion: await getAjuste(db, 'obligacion'),
      }
    },

    async sedes(): Promise<(Sede & { servicios: ServicioHabilitado[] })[]> {
      const sedes = await repository.listSedes(db)
      return Promise.all(
        sedes.map(async (sede) => ({ ...sede, servicios: await repository.listServicios(db, sede.id) })),
      )
    },

    profesionales: () => repository.listProfesionales(db),

    async resoluciones(): Promise<ResolucionConUso[]> {
      const found = await repository.listResoluciones(db)
      return Promise.all(
        found.map(async ({ creadaEn: _, ...resolucion }) => ({
          ...sinClave(resolucion),
          quedan: numerosRestantes(resolucion),
          saltos: await repository.listSaltos(db, resolucion.id),
        })),
      )
    },

    consultarNumeracion: () => consulta.consultar(),
    consultarAdquiriente: (nit: string) => consultarAdquiriente(kit.dian, nit),

    certificado: async () => (await repository.getCertificadoInfo(db)) ?? null,

    async software(): Promise<SoftwareDian | null> {
      const found = await repository.getSoftware(db)
      if (!found) return null
      const { pin: _, ...visible } = found
      return visible
    },

    pagadores: () => repository.listPagadores(db),

    tarifas: (input: Input<'tarifas'>) => repository.listTarifas(db, input.pagadorId),

    async muv() {
      const found = await getAjuste(db, 'muv')
      if (!found) return null
      const { clave: _, ...visible } = found
      return visible
    },

    async ajustes() {
      return {
        facturarAlCerrar: await getAjuste(db, 'facturarAlCerrar'),
        diasMaximosSinEnviar: await getAjuste(db, 'diasMaximosSinEnviar'),
        uvtConsumidorFinal: await getAjuste(db, 'uvtConsumidorFinal'),
        minutosBloqueo: await getAjuste(db, 'minutosBloqueo'),
        consentimiento: await getAjuste(db, 'consentimiento'),
      }
    },

    guardarPrestador(call: CallContext, input: Input<'guardarPrestador'>): Promise<Prestador> {
      return runCommand(
        call,
        { name: 'configuracion.guardarPrestador', commandId: input.commandId, input },
        async (scope) => {
          const { prestador, obligacion } = input
          if (
            !prestador.obligadoFacturar &&
            obligacionDe(prestador.tipoPersona, obligacion) !== 'rips-sin-factura'
          )
            throw new Refusal(
              'DATOS_INVALIDOS',
              'Con esas respuestas debe facturar electrónicamente.',
              'Revise las preguntas de ingresos y contratos, o marque que factura electrónicamente.',
              { campo: 'prestador.obligadoFacturar' },
            )
          const before = await repository.getPrestador(scope.trx)
          await repository.savePrestador(scope.trx, prestador, scope.at)
          await setAjuste(scope.trx, 'obligacion', obligacion, scope.at)
          await auditSave(scope, 'prestador', 'prestador', before, prestador)
          return prestador
        },
      )
    },

    guardarSede(call: CallContext, input: Input<'guardarSede'>): Promise<Sede> {
      return runCommand(
        call,
        { name: 'configuracion.guardarSede', commandId: input.commandId, input },
        async (scope) => {
          const sede = { ...input.sede, id: input.sede.id ?? ids.next() }
          const before =
            input.sede.id && (await mustExist(repository.getSede(scope.trx, sede.id), 'Esa sede'))
          const same = await repository.findSede(scope.trx, sede.codigoSede)
          if (same && same.id !== sede.id)
            throw new Refusal(
              'SEDE_EXISTE',
              `La sede ${sede.codigoSede} ya está: ${same.nombre}.`,
              'Escriba el número de sede que aparece en el REPS para este lugar.',
              { campo: 'sede.codigoSede' },
            )
          checkMunicipio(sede.municipio, 'sede.municipio')
          await repository.saveSede(scope.trx, sede, scope.at)
          await auditSave(scope, 'sede', sede.id, before, sede)
          return sede
        },
      )
    },

    guardarServiciosHabilitados(
      call: CallContext,
      input: Input<'guardarServiciosHabilitados'>,
    ): Promise<ServicioHabilitado[]> {
      return runCommand(
        call,
        { name: 'configuracion.guardarServiciosHabilitados', commandId: input.commandId, input },
        async (scope) => {
          await mustExist(repository.getSede(scope.trx, input.sedeId), 'Esa sede')
          const before = await repository.listServicios(scope.trx, input.sedeId)
          const servicios = [...new Map(input.servicios.map((s) => [s.codigo, s])).values()]
          await repository.replaceServicios(scope.trx, input.sedeId, servicios)
          await auditSave(scope, 'servicios-habilitados', input.sedeId, before, servicios)
          return repository.listServicios(scope.trx, input.sedeId)
        },
      )
    },

    guardarProfesional(call: CallContext, input: Input<'guardarProfesional'>): Promise<Profesional> {
      return runCommand(
        call,
        { name: 'configuracion.guardarProfesional', commandId: input.commandId, input },
        async (scope) => {
          const profesional = { ...input.profesional, id: input.profesional.id ?? ids.next() }
          const before =
            input.profesional.id &&
            (await mustExist(repository.getProfesional(scope.trx, profesional.id), 'Ese profesional'))
          const { tipoDocumento, numeroDocumento } = profesional
          const same = await repository.findProfesional(scope.trx, tipoDocumento, numeroDocumento)
          if (same && same.id !== profesional.id)
            throw new Refusal(
              'PROFESIONAL_EXISTE',
              `Ya está registrado con ese documento: ${same.nombres} ${same.apellidos}.`,
              'Revise el número, o abra ese profesional y corríjalo.',
              { campo: 'profesional.numeroDocumento', datos: { profesionalId: same.id } },
            )
          await repository.saveProfesional(scope.trx, profesional, scope.at)
          await auditSave(scope, 'profesional', profesional.id, before, profesional)
          return profesional
        },
      )
    },

    guardarResolucion(call: CallContext, input: Input<'guardarResolucion'>): Promise<ResolucionNumeracion> {
      return runCommand(
        call,
        {
          name: 'configuracion.guardarResolucion',
          commandId: input.commandId,
          input: sinClave(input.resolucion),
        },
        async (scope) => {
          const isNew = input.resolucion.id === null
          const id = input.resolucion.id ?? ids.next()
          const before = isNew ? undefined : await repository.getResolucion(scope.trx, id)
          const claveTecnica = input.resolucion.claveTecnica || (before?.claveTecnica ?? '')
          if (before && input.resolucion.tipo === 'factura' && claveTecnica === '')
            throw new Refusal(
              'DATOS_INVALIDOS',
              'Falta la clave técnica: sin ella la DIAN rechaza las facturas.',
              'Cópiela del portal de la DIAN.',
              { campo: 'resolucion.claveTecnica' },
            )
          const resolucion = { ...input.resolucion, id, claveTecnica }
          if (resolucion.sedeId !== null)
            await mustExist(repository.getSede(scope.trx, resolucion.sedeId), 'Esa sede')
          await storeResolucion(scope.trx, resolucion, { isNew, at: scope.at })
          await auditSave(scope, 'resolucion', resolucion.id, before, resolucion)
          return sinClave(resolucion)
        },
      )
    },

    traerNumeracion(call: CallContext, input: Input<'traerNumeracion'>) {
      return runCommand(
        call,
        { name: 'configuracion.traerNumeracion', commandId: input.commandId, input },
        async (scope) => {
          const encontrados = await consulta.encontrados(scope.trx, input.consultaId, scope.at)
          await storeTraidas(scope, { nextId: () => ids.next(), encontrados }, input.rangos)
          return { traidas: input.rangos.length }
        },
      )
    },

    quitarResolucion(call: CallContext, input: Input<'quitarResolucion'>) {
      return runCommand(
        call,
        { name: 'configuracion.quitarResolucion', commandId: input.commandId, input },
        async (scope) => {
          const current = await mustExist(repository.getResolucion(scope.trx, input.id), 'Esa numeración')
          if (current.consumidos > 0)
            throw new Refusal(
              'NUMERACION_USADA',
              'Esta numeración ya dio números y hace parte del archivo.',
              'Póngala fuera de uso en vez de quitarla.',
            )
          await repository.deleteResolucion(scope.trx, input.id)
          await auditSave(scope, 'resolucion', input.id, current, undefined)
          return { quitada: true as const }
        },
      )
    },

    /** The bytes are opened before the transaction: it takes tens of milliseconds. */
    async importarCertificado(
      call: CallContext,
      input: Input<'importarCertificado'>,
    ): Promise<CertificadoInfo> {
      const p12 = new Uint8Array(Buffer.from(input.archivo, 'base64'))
      const opened = openCertificado(p12, input.clave, clock.now())
      const observaciones = observarCertificado(opened, clock.now())
      const huella = hashOf(opened.certificateDer)
      return runCommand(
        call,
        { name: 'configuracion.importarCertificado', commandId: input.commandId, input: { huella } },
        async (scope) => {
          checkTitular(opened, await repository.getPrestador(scope.trx))
          const info: CertificadoInfo = {
            id: ids.next(),
            nombre: opened.subject.nombre,
            nit: opened.subject.nit ?? null,
            emisor: opened.issuer,
            serie: opened.serial,
            desde: opened.notBefore.toISOString(),
            hasta: opened.notAfter.toISOString(),
            observaciones,
          }
          await repository.replaceCertificado(scope.trx, {
            ...info,
            observaciones: JSON.stringify(observaciones),
            p12,
            clave: input.clave,
            activo: 1,
            importado_en: scope.at,
          })
          await scope.audit({
            action: 'configuracion.importar-certificado',
            subjectKind: 'certificado',
            subjectId: info.id,
            afterHash: huella,
            detail: { serie: info.serie, hasta: info.hasta },
          })
          scope.changed('configuracion')
          return info
        },
      )
    },

    guardarSoftware(call: CallContext, input: Input<'guardarSoftware'>): Promise<SoftwareDian> {
      const { pin: newPin, ...visible } = input.software
      return runCommand(
        call,
        { name: 'configuracion.guardarSoftware', commandId: input.commandId, input: visible },
        async (scope) => {
          const before = await repository.getSoftware(scope.trx)
          const pin = newPin ?? before?.pin
          if (pin === undefined)
            throw new Refusal(
              'DATOS_INVALIDOS',
              'Falta el PIN del software.',
              'Es el que escogió al registrarlo en el portal de la DIAN.',
              { campo: 'software.pin' },
            )
          await repository.saveSoftware(scope.trx, { ...visible, pin }, scope.at)
          await auditSave(scope, 'software-dian', visible.softwareId, before, { ...visible, pin })
          return visible
        },
      )
    },

    guardarPagador(call: CallContext, input: Input<'guardarPagador'>): Promise<Pagador> {
      return runCommand(
        call,
        { name: 'configuracion.guardarPagador', commandId: input.commandId, input },
        async (scope) => {
          const pagador = { ...input.pagador, id: input.pagador.id ?? ids.next() }
          const before =
            input.pagador.id && (await mustExist(repository.getPagador(scope.trx, pagador.id), 'Ese pagador'))
          const same = await repository.findPagador(scope.trx, pagador)
          if (same && same.id !== pagador.id)
            throw new Refusal(
              'PAGADOR_EXISTE',
              `Ya está ${same.nombre} con el mismo contrato, plan y modalidad.`,
              'Abra ese y corríjalo, o escriba el número de contrato que los distingue.',
              { campo: 'pagador.numeroContrato', datos: { pagadorId: same.id } },
            )
          checkMunicipio(pagador.municipio, 'pagador.municipio')
          await repository.savePagador(scope.trx, pagador, scope.at)
          await auditSave(scope, 'pagador', pagador.id, before, pagador)
          return pagador
        },
      )
    },

    guardarTarifas(call: CallContext, input: Input<'guardarTarifas'>) {
      return runCommand(
        call,
        { name: 'configuracion.guardarTarifas', commandId: input.commandId, input },
        async (scope) => {
          if (input.pagadorId !== null)
            await mustExist(repository.getPagador(scope.trx, input.pagadorId), 'Ese pagador')
          const current = new Map(
            (await repository.listTarifas(scope.trx, input.pagadorId)).map((t) => [t.cups, t]),
          )
          const count = { nuevas: 0, cambiadas: 0, iguales: 0 }
          for (const entrada of input.tarifas) {
            const before = current.get(entrada.cups)
            const tarifa: Tarifa = {
              ...entrada,
              id: before?.id ?? ids.next(),
              pagadorId: input.pagadorId,
            }
            if (before && hashOf(canonical(before)) === hashOf(canonical(tarifa))) {
              count.iguales++
              continue
            }
            await repository.saveTarifa(scope.trx, tarifa, scope.at)
            current.set(tarifa.cups, tarifa)
            count[before ? 'cambiadas' : 'nuevas']++
          }
          await scope.audit({
            action: 'configuracion.guardar-tarifas',
            subjectKind: 'tarifas',
            subjectId: input.pagadorId ?? 'particular',
            detail: { ...count },
          })
          scope.changed('configuracion', 'tarifas')
          return count
        },
      )
    },

    quitarTarifas(call: CallContext, input: Input<'quitarTarifas'>) {
      return runCommand(
        call,
        { name: 'configuracion.quitarTarifas', commandId: input.commandId, input },
        async (scope) => {
          const quitadas = await repository.deleteTarifas(scope.trx, input.ids)
          await scope.audit({
            action: 'configuracion.quitar-tarifas',
            subjectKind: 'tarifas',
            subjectId: 'varias',
            detail: { quitadas },
          })
          scope.changed('configuracion', 'tarifas')
          return { quitadas }
        },
      )
    },

    guardarMuv(call: CallContext, input: Input<'guardarMuv'>) {
      const { clave: newClave, ...visible } = input.muv
      return runCommand(
        call,
        { name: 'configuracion.guardarMuv', commandId: input.commandId, input: visible },
        async (scope) => {
          const before = await getAjuste(scope.trx, 'muv')
          const clave = newClave ?? before?.clave
          if (clave === undefined)
            throw new Refusal(
              'DATOS_INVALIDOS',
              'Falta la contraseña de SISPRO.',
              'Escriba la misma con la que entra a la página de SISPRO.',
              { campo: 'muv.clave' },
            )
          const muv = { ...visible, clave }
          await setAjuste(scope.trx, 'muv', muv, scope.at)
          await auditSave(scope, 'muv', visible.nit, before, muv)
          return visible
        },
      )
    },

    guardarAjustes(call: CallContext, input: Input<'guardarAjustes'>) {
      return runCommand(
        call,
        { name: 'configuracion.guardarAjustes', commandId: input.commandId, input },
        async (scope) => {
          for (const clave of [
            'facturarAlCerrar',
            'diasMaximosSinEnviar',
            'uvtConsumidorFinal',
            'minutosBloqueo',
          ] as const) {
            const valor = input[clave]
            if (valor === undefined) continue
            await setAjuste(scope.trx, clave, valor, scope.at)
            await scope.audit({
              action: 'configuracion.cambiar-ajuste',
              subjectKind: 'ajuste',
              subjectId: clave,
              detail: { valor },
            })
          }
          scope.changed('configuracion')
          return { guardados: true as const }
        },
      )
    },

    guardarConsentimiento(call: CallContext, input: Input<'guardarConsentimiento'>) {
      return runCommand(
        call,
        { name: 'configuracion.guardarConsentimiento', commandId: input.commandId, input },
        async (scope) => {
          const current = await getAjuste(scope.trx, 'consentimiento')
          if (current.texto === input.texto) return current
          const next = { version: current.version + 1, texto: input.texto }
          await repository.addTextoConsentimiento(scope.trx, { ...next, desde: scope.at })
          await setAjuste(scope.trx, 'consentimiento', next, scope.at)
          await scope.audit({
            action: 'configuracion.cambiar-consentimiento',
            subjectKind: 'consentimiento',
            subjectId: String(next.version),
            beforeHash: hashOf(current.texto),
            afterHash: hashOf(next.texto),
          })
          scope.changed('configuracion')
          return next
        },
      )
    },

    omitirPaso(call: CallContext, input: Input<'omitirPaso'>) {
      return runCommand(
        call,
        { name: 'configuracion.omitirPaso', commandId: input.commandId, input },
        async (scope) => {
          const others = (await getAjuste(scope.trx, 'pasosOmitidos')).filter((p) => p !== input.paso)
          const omitidos = input.omitido ? [...others, input.paso] : others
          await setAjuste(scope.trx, 'pasosOmitidos', omitidos, scope.at)
          scope.changed('configuracion')
          return { omitidos }
        },
      )
    },
  }
}

/** What was stored, by its hash: the chain tells that it changed without repeating it. */
async function auditSave(
  scope: CommandScope,
  kind: string,
  id: string,
  before: unknown,
  after: unknown,
): Promise<void> {
  await scope.audit({
    action: `configuracion.${after === undefined ? 'quitar' : 'guardar'}-${kind}`,
    subjectKind: kind,
    subjectId: id,
    ...(before ? { beforeHash: hashOf(canonical(before)) } : {}),
    ...(after === undefined ? {} : { afterHash: hashOf(canonical(after)) }),
  })
  scope.changed('configuracion')
}

/** What leaves the core of a range: its technical key makes CUFEs in the practice's name. */
function sinClave<T extends { readonly claveTecnica: string }>(resolucion: T): T {
  return { ...resolucion, claveTecnica: '' }
}

/** JSON with its keys in order, so that equal data give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

async function mustExist<T>(found: Promise<T | undefined>, cual: string): Promise<T> {
  const value = await found
  if (value === undefined)
    throw new Refusal('NO_ENCONTRADO', `${cual} ya no existe.`, 'Actualice la pantalla e intente de nuevo.')
  return value
}
