import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../rpc/client.ts'
import { HabilitacionEnCurso } from './habilitacion-en-curso.tsx'
import { HabilitacionInicio } from './habilitacion-inicio.tsx'
import { Loaded } from './loaded.tsx'
import './configuracion.css'

/** Habilitación ante la DIAN: from the portal to the last document of the test set, left and taken up at any time. */
export function HabilitacionScreen() {
  const estado = useQuery(orpc.habilitacion.estado.queryOptions())
  return (
    <Loaded query={estado}>
      {(data) =>
        data.set === null ? (
          <HabilitacionInicio estado={data} />
        ) : (
          <HabilitacionEnCurso key={data.set.id} set={data.set} />
        )
      }
    </Loaded>
  )
}
