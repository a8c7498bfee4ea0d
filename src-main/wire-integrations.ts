import type { Clock } from './core/clock/clock.ts'
import type { Db } from './core/database/schema.ts'
import { Refusal } from './core/errors/refusal.ts'
import type { HttpPort } from './core/http/http-port.ts'
import type { Ids } from './core/ids/ids.ts'
import { getAjuste, getSoftwareDian } from './domains/configuracion/api.ts'
import type { Firmante } from './domains/facturacion/firmante.ts'
import { createDianClient, type DianClient, type ObservadoDian } from './integrations/dian/client.ts'
import { createMuvClient, type MuvClient } from './integrations/muv/client.ts'

/** Addresses of the practice authorities; without them the real ones of the configuration are used. */
export interface Autoridades {
  readonly dian: string
  readonly muv: string
}

interface Ports {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly http: HttpPort
  readonly firmante: Firmante
  readonly autoridades: Autoridades | undefined
}

interface Blocked {
  readonly blocked: string
}

/** The DIAN client with what is configured now: a certificate changed meanwhile is the one used. */
export function dianClientOf(
  ports: Ports & { readonly alResponder: (observado: ObservadoDian) => void },
): () => Promise<DianClient | Blocked> {
  return async () => {
    const software = await getSoftwareDian(ports.db)
    if (!software) return { blocked: 'Falta registrar el software en Configuración › Software DIAN' }
    try {
      return createDianClient({
        http: ports.http,
        clock: ports.clock,
        ids: ports.ids,
        signer: await ports.firmante.get(ports.db),
        endpoint: ports.autoridades?.dian ?? software.url,
        alResponder: ports.alResponder,
      })
    } catch (error) {
      if (error instanceof Refusal) return { blocked: error.message }
      throw error
    }
  }
}

/** The MUV client; one is kept while its settings stand, because it holds the session of the ministry. */
export function muvClientOf(ports: Ports): () => Promise<MuvClient | Blocked> {
  let kept: { readonly settings: string; readonly client: MuvClient } | undefined
  return async () => {
    const muv = await getAjuste(ports.db, 'muv')
    if (!muv)
      return { blocked: 'Falta la cuenta del validador del ministerio en Configuración › Validador MUV' }
    const settings = JSON.stringify(muv)
    if (kept?.settings === settings) return kept.client
    const client = createMuvClient({
      http: ports.http,
      clock: ports.clock,
      baseUrl: ports.autoridades?.muv ?? muv.baseUrl,
      credenciales: {
        tipoDocumento: muv.usuario.tipo,
        numeroDocumento: muv.usuario.numero,
        clave: muv.clave,
        nit: muv.nit,
      },
      ...(muv.pinnedSha256 && !ports.autoridades ? { pinnedSha256: muv.pinnedSha256 } : {}),
    })
    kept = { settings, client }
    return client
  }
}
