/**
 * First text of the data-treatment authorisation. Content required by Ley 1581 de 2012 art. 12 and Decreto 1074 de 2015 art.
 * 2.2.2.25.2.2: treatment and purpose, that answers on sensitive data are optional, rights of the holder, who answers. The
 * practice edits it in Configuración; each change is a new version.
 */
export const CONSENTIMIENTO_INICIAL = {
  version: 1,
  texto: [
    'Autorizo al prestador de salud que me atiende, responsable del tratamiento, a recoger, guardar y usar mis datos personales, ' +
      'incluidos los datos sensibles sobre mi salud, para: llevar mi historia clínica; prestarme los servicios de salud; ' +
      'facturarlos y reportarlos a las autoridades y a quien los paga; asignarme citas y recordármelas.',
    'Sé que la historia clínica y los reportes que exige la ley no dependen de esta autorización. Sé que no estoy obligado a ' +
      'autorizar otros usos de mis datos sensibles ni de los datos de menores de edad.',
    'Sé que puedo conocer, actualizar y corregir mis datos, pedir prueba de esta autorización, saber qué uso se les ha dado, ' +
      'revocarla o pedir que se supriman cuando la ley no obligue a conservarlos, y quejarme ante la Superintendencia de ' +
      'Industria y Comercio. Puedo hacerlo en los teléfonos, el correo y la dirección del prestador que aparecen en este documento.',
  ].join('\n\n'),
}
