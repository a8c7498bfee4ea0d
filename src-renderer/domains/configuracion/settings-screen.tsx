import { EXPLICACION_PASO } from '../../../src-shared/domains/configuracion/texts.ts'
import { useNavigation } from '../../ui/navigation.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { AjustesEditor, ConsentimientoEditor } from './ajustes-editor.tsx'
import { CertificadoEditor } from './certificado-editor.tsx'
import { EditorSection } from './editor-section.tsx'
import { NumeracionSection, PagadoresSection, ProfesionalesSection, SedesSection } from './list-sections.tsx'
import { MuvEditor } from './muv-editor.tsx'
import { PrestadorEditor } from './prestador-editor.tsx'
import { SECCIONES } from './secciones.ts'
import { SoftwareEditor } from './software-editor.tsx'
import { TarifasSection } from './tarifas-section.tsx'

/** Everything that was set up, to look at and to change. */
export function SettingsScreen({ search }: ScreenProps) {
  const { go } = useNavigation()
  const seccion = SECCIONES.find(({ id }) => id === search.seccion) ?? SECCIONES[0]
  switch (seccion.id) {
    case 'prestador':
      return (
        <EditorSection
          key={seccion.id}
          seccion={seccion}
          Editor={PrestadorEditor}
          explanation={EXPLICACION_PASO.prestador}
        />
      )
    case 'sedes':
      return <SedesSection seccion={seccion} />
    case 'profesionales':
      return <ProfesionalesSection seccion={seccion} />
    case 'numeracion':
      return <NumeracionSection seccion={seccion} />
    case 'certificado':
      return (
        <EditorSection
          key={seccion.id}
          seccion={seccion}
          Editor={CertificadoEditor}
          explanation={EXPLICACION_PASO.certificado}
          verb="Importar certificado"
        />
      )
    case 'software':
      return (
        <EditorSection
          key={seccion.id}
          seccion={seccion}
          Editor={SoftwareEditor}
          explanation={EXPLICACION_PASO.software}
          actions={[{ label: 'Habilitación ante la DIAN', onRun: () => go('/configuracion/habilitacion') }]}
        />
      )
    case 'pagadores':
      return <PagadoresSection seccion={seccion} />
    case 'tarifas':
      return <TarifasSection seccion={seccion} />
    case 'muv':
      return (
        <EditorSection
          key={seccion.id}
          seccion={seccion}
          Editor={MuvEditor}
          explanation={EXPLICACION_PASO.muv}
        />
      )
    case 'funcionamiento':
      return <EditorSection key={seccion.id} seccion={seccion} Editor={AjustesEditor} />
    case 'autorizacion':
      return (
        <EditorSection
          key={seccion.id}
          seccion={seccion}
          Editor={ConsentimientoEditor}
          verb="Guardar nueva versión"
        />
      )
  }
}
