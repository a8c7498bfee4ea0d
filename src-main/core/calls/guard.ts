import { ORPCError } from '@orpc/server'
import type { ProcedureMeta, RefusalData } from '../../../src-shared/domains/procedure.ts'
import type { Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { Refusal } from '../errors/refusal.ts'
import type { CallContext } from './call-context.ts'

/** @throws Refusal when the caller may not run a procedure with this meta. */
export function checkAccess(meta: ProcedureMeta, call: CallContext): void {
  if (call.origen === 'lan' && !meta.lan)
    throw new Refusal(
      'SIN_PERMISO',
      'Esta acción solo se puede hacer en el equipo principal.',
      'Hágala en el equipo donde está instalado Consultorio.',
    )
  if (meta.roles === 'publico') return
  if (!call.usuario)
    throw new Refusal(
      'SESION_REQUERIDA',
      'Su sesión terminó.',
      'Ingrese de nuevo; lo que estaba escribiendo se conserva.',
    )
  if (meta.roles === 'bloqueada') return
  if (call.bloqueada)
    throw new Refusal(
      'SESION_BLOQUEADA',
      'La pantalla está bloqueada.',
      'Escriba su PIN para continuar donde iba.',
    )
  if (!meta.roles.includes(call.usuario.rol as Rol))
    throw new Refusal(
      'SIN_PERMISO',
      'Su usuario no tiene permiso para esta acción.',
      'Pida a quien administra el consultorio que la haga o que cambie su rol.',
    )
}

/** An expected refusal as the typed error of the contract. */
export function toContractError(refusal: Refusal): ORPCError<string, RefusalData> {
  return new ORPCError(refusal.code, {
    status: 422,
    message: refusal.message,
    data: { campo: refusal.campo, remedio: refusal.remedio, datos: { ...refusal.datos } },
  })
}
