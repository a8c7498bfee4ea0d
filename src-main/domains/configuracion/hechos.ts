import type { HechosConfiguracion } from '../../../src-shared/domains/configuracion/rules.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import { matchesNit } from '../../core/crypto/nit-from-subject.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { getAjuste } from './api.ts'
import * as repository from './repository.ts'

/**
 * Everything from which follows what is pending and what needs warning.
 * @param desfaseSegundos how much this clock is ahead of DIAN's, as last seen
 */
export async function readHechos(
  db: Db | Trx,
  ahora: Date,
  desfaseSegundos: number | null,
): Promise<HechosConfiguracion> {
  const prestador = await repository.getPrestador(db)
  const certificado = await repository.getCertificadoInfo(db)
  const sedes = await repository.countSedes(db)
  return {
    ahora,
    hoy: bogotaDate(ahora),
    prestador,
    sedes: sedes.todas,
    sedesSinServicios: sedes.sinServicios,
    profesionalesActivos: (await repository.listProfesionales(db)).filter((p) => p.activo).length,
    resoluciones: await repository.listResoluciones(db),
    certificado,
    certificadoAjeno: Boolean(
      certificado?.nit && prestador && !matchesNit(certificado.nit, prestador.nit, prestador.dv),
    ),
    software: await repository.getSoftware(db),
    tarifas: await repository.countTarifas(db),
    muv: await getAjuste(db, 'muv'),
    certificadoObservado: await getAjuste(db, 'certificadoObservado'),
    desfaseSegundos,
    omitidos: await getAjuste(db, 'pasosOmitidos'),
  }
}
