import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  COBERTURA_PLAN,
  DOCUMENTOS_PROFESIONAL,
  DOCUMENTOS_RECIEN_NACIDO,
  LONGITUD_DOCUMENTO,
  type NombreTablaRips,
  nombreEnTabla,
  TABLAS_RIPS,
  TIPO_USUARIO,
  TIPOS_USUARIO_POR_COBERTURA,
} from '../../../../../src-shared/domains/rips/tablas.ts'
import { foldText } from '../../../../../src-shared/kernel/text-folding.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

interface TablaOficial {
  readonly tabla: string
  readonly valores: readonly { codigo: string; nombre: string; soloEn?: string[] }[]
  readonly longitudes?: Record<string, string>
  readonly profesional?: string[]
  readonly recienNacido?: string[]
}

const NOMBRE_OFICIAL: Record<NombreTablaRips, string> = {
  tipoUsuario: 'tipoUsuario',
  causaMotivo: 'causaMotivoAtencion',
  finalidad: 'finalidadTecnologiaSalud',
  tipoDiagnostico: 'tipoDiagnosticoPrincipal',
  viaIngreso: 'viaIngresoServicioSalud',
  modalidadAtencion: 'modalidadGrupoServicioTecSal',
  grupoServicios: 'grupoServicios',
  destinoEgreso: 'condicionDestinoUsuarioEgreso',
  conceptoRecaudo: 'conceptoRecaudo',
  tipoNota: 'tipoNota',
  tipoDocumento: 'tipoDocumentoIdentificacion',
  sexo: 'codSexo',
  sexoRecienNacido: 'codSexoBiologico',
  zona: 'codZonaTerritorialResidencia',
  siNo: 'incapacidad',
  tipoMedicamento: 'tipoMedicamento',
  tipoOtroServicio: 'tipoOS',
  coberturaPlan: 'xml.coberturaPlan',
  modalidadPago: 'xml.modalidadPago',
  facturaSinContrato: 'xml.facturaSinContrato',
}

/** Names we write better than the ministry: spelling and wording, never meaning. */
const REESCRITOS = new Set([
  'tipoUsuario 06',
  'tipoUsuario 07',
  'tipoUsuario 13',
  'causaMotivo 29',
  'causaMotivo 47',
  'tipoDocumento CD',
  'tipoDocumento NI',
  'tipoDocumento NV',
  'coberturaPlan 13',
])

describe.skipIf(!hasReference())('Tablas de RIPS frente a las oficiales', () => {
  const oficiales: Record<string, TablaOficial> = hasReference()
    ? JSON.parse(readFileSync(referencePath('rips/tablas/tablas-rips.json'), 'utf8')).tablas
    : {}

  test('están todas las tablas oficiales', () => {
    expect(Object.values(NOMBRE_OFICIAL).sort()).toEqual(Object.keys(oficiales).sort())
  })

  test.each(Object.keys(NOMBRE_OFICIAL) as NombreTablaRips[])(
    '%s tiene los mismos códigos, nombres y grupos',
    (nombre) => {
      const oficial = oficiales[NOMBRE_OFICIAL[nombre]]!
      const nuestra = TABLAS_RIPS[nombre]
      const valores: readonly { codigo: string; nombre: string; soloEn?: string }[] = nuestra.valores
      expect(nuestra.tabla).toBe(oficial.tabla)
      expect(valores.map(({ codigo, soloEn }) => ({ codigo, soloEn }))).toEqual(
        oficial.valores.map(({ codigo, soloEn }) => ({ codigo, soloEn: soloEn?.[0] })),
      )
      for (const { codigo, nombre: suNombre } of oficial.valores) {
        if (REESCRITOS.has(`${nombre} ${codigo}`)) continue
        expect(foldText(nombreEnTabla(nombre, codigo) ?? '')).toBe(foldText(suNombre))
      }
    },
  )

  test('longitudes de documento y documentos de profesional y recién nacido son las oficiales', () => {
    const { longitudes, profesional, recienNacido } = oficiales.tipoDocumentoIdentificacion!
    expect(
      Object.fromEntries(
        Object.entries(LONGITUD_DOCUMENTO).map(([tipo, limites]) => [tipo, limites?.join('-')]),
      ),
    ).toEqual(longitudes)
    expect(DOCUMENTOS_PROFESIONAL).toEqual(profesional)
    expect(DOCUMENTOS_RECIEN_NACIDO).toEqual(recienNacido)
  })
})

describe('Tablas de RIPS', () => {
  test('cada tabla dice de dónde salió y desde cuándo rige', () => {
    for (const tabla of Object.values(TABLAS_RIPS)) {
      expect(tabla).toMatchObject({
        fuente: expect.stringContaining('MinSalud'),
        version: expect.stringContaining('v002'),
        vigenteDesde: '2026-07-01',
      })
    }
  })

  test('la matriz de cobertura y tipo de usuario usa códigos que existen y no deja ningún tipo sin cobertura', () => {
    const coberturas = COBERTURA_PLAN.valores.map(({ codigo }) => codigo)
    const tipos = TIPO_USUARIO.valores.map(({ codigo }) => codigo)
    expect(coberturas).toEqual(expect.arrayContaining(Object.keys(TIPOS_USUARIO_POR_COBERTURA)))
    expect([...new Set(Object.values(TIPOS_USUARIO_POR_COBERTURA).flat())].sort()).toEqual([...tipos].sort())
  })
})
