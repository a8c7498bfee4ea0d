import { performance } from 'node:perf_hooks'
import { NOMBRES_PARECIDOS } from '../fixtures/nombres-parecidos.ts'
import { abrirPacientes } from '../integration/domains/pacientes-harness.ts'
import { poblacion, sembrar } from '../integration/domains/pacientes-poblacion.ts'

/** Search of patients through the real procedure, on 20,000 and (with `--largo`) 100,000 patients in the encrypted file. */
const TEXTOS = [
  ...'a,an,mu,gar,marti,rodriguez,ana maria,jose garcia,ernandes perez,maria rodriguez gomez'.split(','),
  ...'munos an,jimenes lopes,xx zz,1000,10.03,300,5512'.split(','),
  ...NOMBRES_PARECIDOS.map(([, variante]) => variante),
]
const VECES = 5

async function medir(cuantos: number) {
  const app = await abrirPacientes()
  try {
    await sembrar(app.db, poblacion(cuantos), () => app.ids.next())
    const cliente = app.como('recepcion')
    const tiempos: number[] = []
    for (let vez = 0; vez <= VECES; vez++)
      for (const texto of TEXTOS) {
        const start = performance.now()
        await cliente.buscar({ texto, limite: 20 })
        if (vez > 0) tiempos.push(performance.now() - start)
      }
    tiempos.sort((a, b) => a - b)
    const at = (share: number) => tiempos[Math.floor((tiempos.length - 1) * share)] ?? 0
    const caso = (titulo: string, ms: number, limite: number, ids: readonly string[] = []) => ({
      ids,
      titulo: `${titulo}, ${cuantos} pacientes`,
      valor: Number(ms.toFixed(2)),
      unidad: 'ms',
      limite,
      cumple: ms <= limite,
    })
    return [
      caso('buscar un paciente mientras se escribe, mediana', at(0.5), 20, ['B-30', 'K-22']),
      caso('buscar un paciente mientras se escribe, percentil 95', at(0.95), 50),
    ]
  } finally {
    await app.cerrar()
  }
}

const casos = await medir(20_000)
if (process.argv.includes('--largo')) casos.push(...(await medir(100_000)))
process.stdout.write(`${JSON.stringify({ casos })}\n`)
