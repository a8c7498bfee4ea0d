import { imcDecimas } from '../../../src-shared/domains/historia/rules.ts'
import { ANTECEDENTES, type Nota, PLANTILLAS } from '../../../src-shared/domains/historia/schemas.ts'
import { parrafosDe, type SeccionTexto } from '../../../src-shared/domains/historia/texts.ts'
import { FINALIDAD, type TablaRips, TIPO_DIAGNOSTICO } from '../../../src-shared/domains/rips/tablas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { Money } from '../../ui/money.tsx'
import { signsInWords, writeImc } from './vital-signs.ts'

const BEFORE: readonly SeccionTexto[] = ['motivo', 'enfermedadActual']
const MIDDLE: readonly SeccionTexto[] = ['revisionSistemas']
const AFTER_SIGNS: readonly SeccionTexto[] = ['examenFisico', 'resultados', 'analisis']

const nombreDe = (tabla: TablaRips, codigo: string): string =>
  tabla.valores.find((valor) => valor.codigo === codigo)?.nombre ?? codigo

interface NoteReaderProps {
  readonly nota: Nota
  /** Without amounts, for reading while another note is written. */
  readonly brief?: boolean | undefined
}

/** A note as a document: only what was written, in order, with who signed it and when. */
export function NoteReader({ nota, brief = false }: NoteReaderProps) {
  const { contenido, plantilla } = nota
  const signos = signsInWords(contenido.signosVitales)
  const imc = imcDecimas(contenido.signosVitales)
  if (imc !== null) signos.push(`IMC ${writeImc(imc)} kg/m²`)
  const antecedentes = ANTECEDENTES.filter(({ clave }) => contenido.antecedentes[clave]?.trim())
  return (
    <article className="documento" aria-label="Nota clínica">
      <header className="documento-cabecera">
        <p>
          <strong>{PLANTILLAS.find(({ clave }) => clave === plantilla)?.nombre}</strong> ·{' '}
          <Fecha value={nota.iniciadaEn} />
        </p>
        <p className="secundario">{nota.profesional}</p>
      </header>
      <Paragraphs nota={nota} secciones={BEFORE} />
      {antecedentes.length > 0 && (
        <section>
          <h2>Antecedentes</h2>
          <dl className="documento-antecedentes">
            {antecedentes.map(({ clave, nombre }) => (
              <div key={clave}>
                <dt>{nombre}</dt>
                <dd>{contenido.antecedentes[clave]}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Paragraphs nota={nota} secciones={MIDDLE} />
      {signos.length > 0 && (
        <section>
          <h2>Signos vitales</h2>
          <p className="tabular">{signos.join(' · ')}</p>
        </section>
      )}
      <Paragraphs nota={nota} secciones={AFTER_SIGNS} />
      {contenido.diagnosticos.length > 0 && (
        <section>
          <h2>Diagnósticos</h2>
          <ol className="documento-lista">
            {contenido.diagnosticos.map(({ cie10, nombre, tipo }, index) => (
              <li key={cie10}>
                <span className="codigo">{cie10}</span> {nombre}
                <span className="atenuado">
                  {' '}
                  · {index === 0 ? 'Principal' : 'Relacionado'},{' '}
                  {nombreDe(TIPO_DIAGNOSTICO, tipo).toLowerCase()}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Paragraphs nota={nota} secciones={['plan']} />
      {contenido.proximoControl !== null && <p>Próximo control: {formatFecha(contenido.proximoControl)}</p>}
      {contenido.incapacidad && <p>Se expidió incapacidad.</p>}
      {contenido.formula.medicamentos.length > 0 && (
        <section>
          <h2>Fórmula médica</h2>
          <ol className="documento-lista">
            {contenido.formula.medicamentos.map((m, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what is signed does not move
              <li key={index}>
                <strong>
                  {m.dci} {m.concentracion}
                </strong>{' '}
                {m.formaFarmaceutica}, vía {m.via}. {m.dosis}, {m.frecuencia}, durante {m.duracion}. Cantidad:{' '}
                {m.cantidad} {m.unidad}.{m.indicaciones !== '' && ` ${m.indicaciones}`}
              </li>
            ))}
          </ol>
        </section>
      )}
      {contenido.servicios.length > 0 && !brief && (
        <section>
          <h2>Servicios prestados</h2>
          <ol className="documento-lista">
            {contenido.servicios.map((s, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what is signed does not move
              <li key={index}>
                <span className="codigo">{s.cups}</span> {s.descripcion}
                {s.cantidad > 1 && ` × ${s.cantidad}`}
                <span className="atenuado"> · {nombreDe(FINALIDAD, s.finalidad)} · </span>
                {s.sinCobro ?? <Money value={(s.valorUnitario ?? 0) * s.cantidad} />}
              </li>
            ))}
          </ol>
        </section>
      )}
      {nota.firmadaEn !== null && (
        <footer className="documento-firma">
          Firmada por {nota.profesional} · {nota.credencial} · <Fecha value={nota.firmadaEn} />
        </footer>
      )}
      {nota.aclaratorias.map((aclaratoria) => (
        <section key={aclaratoria.id} className="documento-aclaratoria">
          <h2>Nota aclaratoria · {aclaratoria.motivo}</h2>
          <p>{aclaratoria.texto}</p>
          <footer className="documento-firma">
            {aclaratoria.autor} · <Fecha value={aclaratoria.en} />
          </footer>
        </section>
      ))}
    </article>
  )
}

function Paragraphs({
  nota,
  secciones,
}: {
  readonly nota: Nota
  readonly secciones: readonly SeccionTexto[]
}) {
  return parrafosDe(nota.contenido, nota.plantilla, secciones).map(({ campo, titulo, texto }) => (
    <section key={campo}>
      <h2>{titulo}</h2>
      <p>{texto}</p>
    </section>
  ))
}
