import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc, type RpcClient } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { Modal } from '../../ui/modal.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { NOMBRE_ROL, useSession } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { LinkForm } from './link-form.tsx'
import { UserAccess } from './user-access.tsx'
import { type ProfesionalOpcion, UserForm } from './user-form.tsx'
import './seguridad.css'

export type UsuarioListado = Awaited<ReturnType<RpcClient['seguridad']['usuarios']>>[number]

/** Who works here: list, create, and join to the professional who signs as them. */
export function UsersScreen() {
  const navigation = useNavigation()
  const { usuario } = useSession()
  const [open, setOpen] = useState<'crear' | UsuarioListado | null>(null)
  const users = useQuery({ ...orpc.seguridad.usuarios.queryOptions(), meta: { datos: ['usuarios'] } })
  const professionals = useQuery({
    ...orpc.configuracion.profesionales.queryOptions(),
    meta: { datos: ['configuracion'] },
  })
  const opciones = (professionals.data ?? []).map(
    ({ id, nombres, apellidos }): ProfesionalOpcion => ({ value: id, label: `${nombres} ${apellidos}` }),
  )
  const nameOf = (id: string | null) => opciones.find(({ value }) => value === id)?.label
  const columns: readonly DataListColumn<UsuarioListado>[] = [
    {
      id: 'nombre',
      header: 'Nombre',
      width: 'minmax(180px, 1.6fr)',
      cell: (u) => (
        <>
          {u.nombre} {u.id === usuario.id && <span className="atenuado">· usted</span>}
          {!u.activo && <span className="atenuado">· no puede ingresar</span>}
        </>
      ),
      text: (u) => u.nombre,
      sortBy: (u) => u.nombre,
    },
    {
      id: 'usuario',
      header: 'Usuario',
      width: 'minmax(110px, 1fr)',
      cell: (u) => u.usuario,
      text: (u) => u.usuario,
      sortBy: (u) => u.usuario,
    },
    {
      id: 'rol',
      header: 'Rol',
      width: '124px',
      cell: (u) => NOMBRE_ROL[u.rol],
      text: (u) => NOMBRE_ROL[u.rol],
      sortBy: (u) => NOMBRE_ROL[u.rol],
    },
    {
      id: 'profesional',
      header: 'Firma como',
      width: 'minmax(150px, 1.3fr)',
      cell: (u) =>
        nameOf(u.profesionalId) ??
        (u.rol === 'medico' ? (
          <StateChip tone="pide" label="Sin profesional: no puede escribir notas" plain />
        ) : (
          <span className="atenuado">—</span>
        )),
    },
    {
      id: 'ingreso',
      header: 'Último ingreso',
      width: '142px',
      cell: (u) => <Fecha value={u.ultimoIngreso} />,
      sortBy: (u) => u.ultimoIngreso,
    },
  ]
  const close = () => setOpen(null)
  return (
    <>
      <ScreenHeader
        title="Usuarios"
        context="Configuración"
        onBack={() => navigation.go('/configuracion')}
        actions={[{ label: 'Cambiar mi PIN', onRun: () => navigation.go('/mi-clave') }]}
        primary={{ label: 'Crear usuario', onRun: () => setOpen('crear') }}
      />
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id="usuarios"
          label="Usuarios"
          noun={['usuario', 'usuarios']}
          rows={users.data}
          rowKey={(u) => u.id}
          columns={columns}
          onOpen={setOpen}
          openLabel="Firma e ingreso"
          autoFocus
          rowTone={(u) => (u.rol === 'medico' && u.profesionalId === null ? 'pide' : null)}
          error={
            users.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de usuarios."
                queHacer={failureOf(users.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void users.refetch()}
              />
            ) : undefined
          }
          empty={<EmptyState>No hay usuarios.</EmptyState>}
        />
      </ScreenBody>
      <Modal opened={open === 'crear'} onClose={close} title="Crear usuario" size="lg">
        <UserForm profesionales={opciones} onClose={close} />
      </Modal>
      {open !== null && open !== 'crear' && (
        <Modal opened onClose={close} title={open.nombre}>
          <LinkForm
            profesionalId={open.profesionalId}
            profesionales={opciones}
            onClose={close}
            onLink={(profesionalId) =>
              client.seguridad.vincularProfesional({
                commandId: crypto.randomUUID(),
                usuarioId: open.id,
                profesionalId,
              })
            }
          />
          {open.id !== usuario.id && <UserAccess usuario={open} />}
        </Modal>
      )}
    </>
  )
}
