import { NADA, NUMERACION, PACIENTE, PAGADOR, PRESTADOR, SOPORTE } from './arreglos.ts'
import { aviso, type Regla, rechazo } from './regla.ts'

const RUT = 'La DIAN lo compara con el RUT.'
const SIN_LISTA = 'Sin la lista de municipios se revisa solo su forma.'

/** Who sells and who pays (annex 1.9, groups AJ and AK; part 6 of our reference). */
export const REGLAS_PARTES: readonly Regla[] = [
  rechazo('FAJ02', 'A', 'Consultorio', 'No dice si el consultorio es persona natural o jurídica.', PRESTADOR),
  rechazo(
    'FAJ08',
    'A',
    'Dirección del consultorio',
    'La dirección del consultorio está incompleta.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ09',
    'A',
    'Municipio del consultorio',
    'El municipio del consultorio no está en la lista de la DIAN.',
    PRESTADOR,
    {
      limite: SIN_LISTA,
    },
  ),
  rechazo(
    'FAJ12',
    'A',
    'Departamento del consultorio',
    'El departamento del consultorio no está en la lista de la DIAN o no es el del municipio.',
    PRESTADOR,
  ),
  rechazo('FAJ16', 'A', 'País del consultorio', 'El país del consultorio debe ser Colombia.', PRESTADOR),
  rechazo('FAJ21', 'A', 'NIT del consultorio', 'Falta el NIT del consultorio.', PRESTADOR),
  rechazo(
    'FAJ24',
    'A',
    'NIT del consultorio',
    'El dígito de verificación del consultorio falta o está errado.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ25',
    'A',
    'NIT del consultorio',
    'El tipo de documento del consultorio no está en la lista.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ26',
    'A',
    'Responsabilidades del consultorio',
    'Las responsabilidades tributarias del consultorio no están en la lista.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ27',
    'A',
    'Régimen del consultorio',
    'El régimen del consultorio no está en la lista.',
    PRESTADOR,
    {
      limite: 'El dato es opcional: se revisa cuando viene.',
    },
  ),
  rechazo(
    'FAJ28',
    'A',
    'Dirección fiscal del consultorio',
    'La dirección fiscal del consultorio está incompleta.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ29',
    'A',
    'Municipio fiscal del consultorio',
    'El municipio de la dirección fiscal no está en la lista de la DIAN.',
    PRESTADOR,
    {
      limite: SIN_LISTA,
    },
  ),
  rechazo(
    'FAJ32',
    'A',
    'Departamento fiscal del consultorio',
    'El departamento de la dirección fiscal no está en la lista de la DIAN o no es el del municipio.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ40',
    'A',
    'Tributo del consultorio',
    'El tributo del consultorio no está en la lista.',
    PRESTADOR,
  ),
  rechazo(
    'FAJ41',
    'A',
    'Tributo del consultorio',
    'El nombre del tributo del consultorio no corresponde a su código.',
    SOPORTE,
  ),
  aviso(
    'FAJ43a',
    'B',
    'Nombre del consultorio',
    'El nombre no es el que tiene el RUT para ese NIT.',
    PRESTADOR,
    {
      soloDian: RUT,
    },
  ),
  aviso(
    'FAJ43b',
    'A',
    'Nombre del consultorio',
    'El nombre no es el que tiene el RUT para ese NIT.',
    PRESTADOR,
    {
      soloDian: RUT,
    },
  ),
  rechazo(
    'FAJ44a',
    'A',
    'NIT del consultorio',
    'El NIT o el dígito de verificación de la razón social no son los del consultorio.',
    PRESTADOR,
  ),
  aviso('FAJ44b', 'A', 'NIT del consultorio', 'El NIT no corresponde en el RUT a ese nombre.', PRESTADOR, {
    soloDian: RUT,
  }),
  rechazo('FAJ49', 'B', 'Prefijo', 'Falta el prefijo en los datos del consultorio.', NUMERACION),
  rechazo('FAJ50', 'B', 'Prefijo', 'El prefijo de los datos del consultorio está vacío.', NUMERACION),
  aviso(
    'FAJ51',
    'B',
    'Matrícula mercantil',
    'La matrícula mercantil no tiene la forma esperada.',
    PRESTADOR,
    {
      limite: 'Se revisa que sean números; la matrícula misma la conoce la cámara de comercio.',
    },
  ),
  aviso('FAJ73', 'B', 'Código postal', 'El código postal no está en la lista del municipio.', PRESTADOR, {
    limite: 'Sin la lista de códigos postales se revisa solo su forma.',
  }),
  aviso('RUT01', 'A', 'RUT', 'La DIAN anuncia que más adelante validará el estado del RUT.', NADA, {
    soloDian: RUT,
  }),
  rechazo('FAK02', 'A', 'Quien paga', 'No dice si quien paga es persona natural o jurídica.', PAGADOR),
  rechazo('FAK08', 'A', 'Dirección de quien paga', 'La dirección de quien paga está incompleta.', PAGADOR),
  rechazo(
    'FAK21',
    'A',
    'Documento de quien paga',
    'Falta el documento de quien paga o su tipo no está en la lista.',
    PAGADOR,
  ),
  rechazo('FAK24', 'A', 'NIT de quien paga', 'El dígito de verificación de quien paga está errado.', PAGADOR),
  rechazo(
    'FAK26',
    'A',
    'Responsabilidades de quien paga',
    'Las responsabilidades tributarias de quien paga no están en la lista.',
    PAGADOR,
  ),
  aviso('FAK38', 'A', 'País de quien paga', 'El idioma del nombre del país no está en la lista.', SOPORTE, {
    limite: 'Se revisa que sean las dos letras de un idioma.',
  }),
  rechazo(
    'FAK61',
    'B',
    'Documento de quien paga',
    'Falta el documento de identidad de la persona que paga.',
    PACIENTE,
  ),
]
