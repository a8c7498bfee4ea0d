import { describe, expect, it } from 'vitest'
import { cuentaEntrada } from '../../../../../src-shared/domains/comunicaciones/contract.ts'
import {
  motivoSinCorreo,
  seguridadPermitida,
} from '../../../../../src-shared/domains/comunicaciones/rules.ts'
import { PROVEEDORES } from '../../../../../src-shared/domains/comunicaciones/texts.ts'

describe('Por qué una factura no sale sola', () => {
  const cuenta = { probadaEn: '2026-11-21T15:00:00.000Z', automatico: true }
  const lista = { validada: true, direccion: 'ana@correo.com', cuenta }

  it('sale cuando está validada, tiene dirección y la cuenta está probada y encendida', () => {
    expect(motivoSinCorreo(lista)).toBeNull()
  })

  it('dice lo primero que falta', () => {
    expect(motivoSinCorreo({ ...lista, validada: false, direccion: null })).toBe('sin-validar')
    expect(motivoSinCorreo({ ...lista, direccion: null, cuenta: null })).toBe('sin-cuenta')
    expect(motivoSinCorreo({ ...lista, direccion: null })).toBe('sin-direccion')
    expect(motivoSinCorreo({ ...lista, cuenta: { probadaEn: null, automatico: false } })).toBe('sin-probar')
    expect(motivoSinCorreo({ ...lista, cuenta: { ...cuenta, automatico: false } })).toBe('apagado')
  })
})

describe('La seguridad de la cuenta', () => {
  it('sin cifrar no se acepta en el consultorio real, ni hacia otro equipo', () => {
    expect(seguridadPermitida({ servidor: 'localhost', seguridad: 'ninguna' }, false)).toBe(false)
    expect(seguridadPermitida({ servidor: '127.0.0.1.correo.co', seguridad: 'ninguna' }, true)).toBe(false)
    expect(seguridadPermitida({ servidor: 'LOCALHOST', seguridad: 'ninguna' }, true)).toBe(true)
    expect(seguridadPermitida({ servidor: 'smtp.gmail.com', seguridad: 'tls' }, false)).toBe(true)
  })

  it('los datos de cada proveedor se pueden guardar, y siempre van cifrados', () => {
    for (const { datos } of PROVEEDORES) {
      const resto = {
        usuario: 'a@b.co',
        clave: 'x',
        nombre: 'Consultorio',
        correo: 'a@b.co',
        automatico: true,
      }
      expect(cuentaEntrada.safeParse({ ...datos, ...resto }).success).toBe(true)
      expect(seguridadPermitida(datos, false)).toBe(true)
    }
  })

  it('una dirección con otra cosa que el nombre del servidor se devuelve', () => {
    const con = (servidor: string) =>
      cuentaEntrada.safeParse({
        servidor,
        puerto: 465,
        seguridad: 'tls',
        usuario: 'a@b.co',
        clave: 'x',
        nombre: 'Consultorio',
        correo: 'a@b.co',
        automatico: true,
      }).success
    expect([con('smtp.gmail.com'), con('127.0.0.1'), con('::1')]).toEqual([true, true, true])
    expect([con('https://smtp.gmail.com'), con('smtp gmail'), con('')]).toEqual([false, false, false])
  })
})
