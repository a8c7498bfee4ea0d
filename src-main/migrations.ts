import { coreAudit } from './core/database/migrations/0010-core-audit.ts'
import { coreOutbox } from './core/database/migrations/0020-core-outbox.ts'
import { coreOutboxLists } from './core/database/migrations/0030-core-outbox-lists.ts'
import { coreOutboxAnswered } from './core/database/migrations/0040-core-outbox-answered.ts'
import type { Migration } from './core/database/sqlite/migrate.ts'
import { agendaCitas } from './domains/agenda/migrations/0300-agenda-citas.ts'
import { catalogosCodigos } from './domains/catalogos/migrations/0120-catalogos-codigos.ts'
import { comunicacionesCorreo } from './domains/comunicaciones/migrations/0900-comunicaciones-correo.ts'
import { comunicacionesBuzon } from './domains/comunicaciones/migrations/0910-comunicaciones-buzon.ts'
import { comunicacionesCorreoNotas } from './domains/comunicaciones/migrations/0920-comunicaciones-correo-notas.ts'
import { configuracionConsultorio } from './domains/configuracion/migrations/0110-configuracion-consultorio.ts'
import { configuracionLugarNumeracion } from './domains/configuracion/migrations/0130-configuracion-lugar-numeracion.ts'
import { configuracionObservacionesCertificado } from './domains/configuracion/migrations/0140-configuracion-observaciones-certificado.ts'
import { configuracionNumeracionSoporte } from './domains/configuracion/migrations/0150-configuracion-numeracion-soporte.ts'
import { configuracionRequisitosPagador } from './domains/configuracion/migrations/0170-configuracion-requisitos-pagador.ts'
import { facturacionFacturas } from './domains/facturacion/migrations/0500-facturacion-facturas.ts'
import { facturacionBusqueda } from './domains/facturacion/migrations/0510-facturacion-busqueda.ts'
import { facturacionPorFacturar } from './domains/facturacion/migrations/0520-facturacion-por-facturar.ts'
import { facturacionSaldos } from './domains/facturacion/migrations/0530-facturacion-saldos.ts'
import { facturacionPaciente } from './domains/facturacion/migrations/0540-facturacion-paciente.ts'
import { facturacionNotas } from './domains/facturacion/migrations/0550-facturacion-notas.ts'
import { facturacionContingencias } from './domains/facturacion/migrations/0560-facturacion-contingencias.ts'
import { facturacionPdf } from './domains/facturacion/migrations/0565-facturacion-pdf.ts'
import { facturacionOtroNumero } from './domains/facturacion/migrations/0570-facturacion-otro-numero.ts'
import { facturacionControlNumeracion } from './domains/facturacion/migrations/0575-facturacion-control-numeracion.ts'
import { facturacionHabilitacion } from './domains/facturacion/migrations/0580-facturacion-habilitacion.ts'
import { facturacionOrigen } from './domains/facturacion/migrations/0585-facturacion-origen.ts'
import { facturacionEventos } from './domains/facturacion/migrations/0590-facturacion-eventos.ts'
import { facturacionRecaudos } from './domains/facturacion/migrations/0591-facturacion-recaudos.ts'
import { facturacionDetallePacientes } from './domains/facturacion/migrations/0592-facturacion-detalle-pacientes.ts'
import { facturacionDePaciente } from './domains/facturacion/migrations/0593-facturacion-de-paciente.ts'
import { facturacionClientes } from './domains/facturacion/migrations/0594-facturacion-clientes.ts'
import { facturacionArticulos } from './domains/facturacion/migrations/0595-facturacion-articulos.ts'
import { facturacionVentas } from './domains/facturacion/migrations/0596-facturacion-ventas.ts'
import { finanzasCompras } from './domains/finanzas/migrations/0800-finanzas-compras.ts'
import { finanzasSoportes } from './domains/finanzas/migrations/0810-finanzas-soportes.ts'
import { finanzasBusqueda } from './domains/finanzas/migrations/0830-finanzas-busqueda.ts'
import { finanzasEventosRefechados } from './domains/finanzas/migrations/0840-finanzas-eventos-refechados.ts'
import { historiaNotas } from './domains/historia/migrations/0400-historia-notas.ts'
import { historiaMembrete } from './domains/historia/migrations/0410-historia-membrete.ts'
import { historiaSoportesServicio } from './domains/historia/migrations/0430-historia-soportes-servicio.ts'
import { pacientesTablas } from './domains/pacientes/migrations/0200-pacientes.ts'
import { ripsPaquetes } from './domains/rips/migrations/0600-rips-paquetes.ts'
import { seguridadUsuarios } from './domains/seguridad/migrations/0100-seguridad-usuarios.ts'

/** Every migration of the program, in the order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [
  coreAudit,
  coreOutbox,
  coreOutboxLists,
  coreOutboxAnswered,
  seguridadUsuarios,
  configuracionConsultorio,
  catalogosCodigos,
  configuracionLugarNumeracion,
  configuracionObservacionesCertificado,
  configuracionNumeracionSoporte,
  configuracionRequisitosPagador,
  pacientesTablas,
  agendaCitas,
  historiaNotas,
  historiaMembrete,
  historiaSoportesServicio,
  facturacionFacturas,
  facturacionBusqueda,
  facturacionPorFacturar,
  facturacionSaldos,
  facturacionPaciente,
  facturacionNotas,
  facturacionContingencias,
  facturacionPdf,
  facturacionOtroNumero,
  facturacionControlNumeracion,
  facturacionHabilitacion,
  facturacionOrigen,
  facturacionEventos,
  facturacionRecaudos,
  facturacionDetallePacientes,
  facturacionDePaciente,
  facturacionClientes,
  facturacionArticulos,
  facturacionVentas,
  ripsPaquetes,
  finanzasCompras,
  finanzasSoportes,
  finanzasBusqueda,
  finanzasEventosRefechados,
  comunicacionesCorreo,
  comunicacionesBuzon,
  comunicacionesCorreoNotas,
]
