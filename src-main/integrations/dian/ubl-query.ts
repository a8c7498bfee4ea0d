import { createXmlQuery } from '../../core/xml/query.ts'
import { NS } from './namespaces.ts'

/** Reader of any UBL document of DIAN; the default namespace of each kind has its own prefix here. */
export const queryUbl = createXmlQuery({
  cac: NS.cac,
  cbc: NS.cbc,
  ds: NS.ds,
  ext: NS.ext,
  sts: NS.sts,
  xades: NS.xades,
})
