import type { Nodo } from './arbol.ts'
import { recorrer } from './arbol.ts'
import { type Hallazgo, rechazo } from './hallazgo.ts'

/**
 * Order of the children of each UBL 2.1 element that an issuer's document may carry.
 * `@` marks an aggregate (cac), `%` an extension (ext), nothing a basic element (cbc);
 * `?` `*` `+` say how often, nothing means exactly once. Several names before the colon share one type.
 */
const tabla = `
Invoice: %UBLExtensions UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID CopyIndicator? UUID?
  IssueDate IssueTime? DueDate? InvoiceTypeCode? Note* TaxPointDate? DocumentCurrencyCode? TaxCurrencyCode?
  PricingCurrencyCode? PaymentCurrencyCode? PaymentAlternativeCurrencyCode? AccountingCostCode? AccountingCost?
  LineCountNumeric? BuyerReference? @InvoicePeriod* @OrderReference? @BillingReference* @DespatchDocumentReference*
  @ReceiptDocumentReference* @StatementDocumentReference* @OriginatorDocumentReference* @ContractDocumentReference*
  @AdditionalDocumentReference* @ProjectReference* @Signature* @AccountingSupplierParty @AccountingCustomerParty
  @PayeeParty? @BuyerCustomerParty? @SellerSupplierParty? @TaxRepresentativeParty? @Delivery* @DeliveryTerms?
  @PaymentMeans* @PaymentTerms* @PrepaidPayment* @AllowanceCharge* @TaxExchangeRate? @PricingExchangeRate?
  @PaymentExchangeRate? @PaymentAlternativeExchangeRate? @TaxTotal* @WithholdingTaxTotal* @LegalMonetaryTotal
  @InvoiceLine+
CreditNote: %UBLExtensions UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID CopyIndicator? UUID?
  IssueDate IssueTime? TaxPointDate? CreditNoteTypeCode? Note* DocumentCurrencyCode? TaxCurrencyCode?
  PricingCurrencyCode? PaymentCurrencyCode? PaymentAlternativeCurrencyCode? AccountingCostCode? AccountingCost?
  LineCountNumeric? BuyerReference? @InvoicePeriod* @DiscrepancyResponse* @OrderReference? @BillingReference*
  @DespatchDocumentReference* @ReceiptDocumentReference* @ContractDocumentReference* @AdditionalDocumentReference*
  @StatementDocumentReference* @OriginatorDocumentReference* @Signature* @AccountingSupplierParty
  @AccountingCustomerParty @PayeeParty? @BuyerCustomerParty? @SellerSupplierParty? @TaxRepresentativeParty? @Delivery*
  @DeliveryTerms* @PaymentMeans* @PaymentTerms* @TaxExchangeRate? @PricingExchangeRate? @PaymentExchangeRate?
  @PaymentAlternativeExchangeRate? @AllowanceCharge* @TaxTotal* @LegalMonetaryTotal @CreditNoteLine+
DebitNote: %UBLExtensions UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID CopyIndicator? UUID?
  IssueDate IssueTime? Note* TaxPointDate? DocumentCurrencyCode? TaxCurrencyCode? PricingCurrencyCode?
  PaymentCurrencyCode? PaymentAlternativeCurrencyCode? AccountingCostCode? AccountingCost? LineCountNumeric?
  @InvoicePeriod* @DiscrepancyResponse* @OrderReference? @BillingReference* @DespatchDocumentReference*
  @ReceiptDocumentReference* @StatementDocumentReference* @ContractDocumentReference* @AdditionalDocumentReference*
  @Signature* @AccountingSupplierParty @AccountingCustomerParty @PayeeParty? @BuyerCustomerParty?
  @SellerSupplierParty? @TaxRepresentativeParty? @PrepaidPayment* @AllowanceCharge* @Delivery* @DeliveryTerms*
  @PaymentMeans* @PaymentTerms* @TaxExchangeRate? @PricingExchangeRate? @PaymentExchangeRate?
  @PaymentAlternativeExchangeRate? @TaxTotal* @RequestedMonetaryTotal @DebitNoteLine+
ApplicationResponse: %UBLExtensions UBLVersionID? CustomizationID? ProfileID? ProfileExecutionID? ID UUID? IssueDate
  IssueTime? ResponseDate? ResponseTime? Note* VersionID? @Signature* @SenderParty @ReceiverParty @DocumentResponse*
DocumentResponse: @Response @DocumentReference+ @IssuerParty? @RecipientParty? @LineResponse*
Response: ReferenceID? ResponseCode? Description* EffectiveDate? EffectiveTime? @Status*
AccountingSupplierParty: CustomerAssignedAccountID? AdditionalAccountID* DataSendingCapability? @Party?
  @DespatchContact? @AccountingContact? @SellerContact?
AccountingCustomerParty: CustomerAssignedAccountID? SupplierAssignedAccountID? AdditionalAccountID* @Party?
  @DeliveryContact? @AccountingContact? @BuyerContact?
Party SenderParty ReceiverParty TaxRepresentativeParty InformationContentProviderParty AgentParty IssuerParty DeliveryParty: MarkCareIndicator?
  MarkAttentionIndicator? WebsiteURI? LogoReferenceID? EndpointID? IndustryClassificationCode? @PartyIdentification*
  @PartyName* @Language? @PostalAddress? @PhysicalLocation? @PartyTaxScheme* @PartyLegalEntity* @Contact? @Person*
  @AgentParty? @ServiceProviderParty* @PowerOfAttorney* @FinancialAccount?
PartyIdentification: ID
PartyName: Name
PhysicalLocation DeliveryLocation: ID? Description* Conditions* CountrySubentity? CountrySubentityCode?
  LocationTypeCode? InformationURI? Name? @ValidityPeriod* @Address? @SubsidiaryLocation* @LocationCoordinate*
Address RegistrationAddress DeliveryAddress PostalAddress ResidenceAddress: ID? AddressTypeCode? AddressFormatCode?
  Postbox? Floor? Room? StreetName? AdditionalStreetName? BlockName? BuildingName? BuildingNumber? InhouseMail?
  Department? MarkAttention? MarkCare? PlotIdentification? CitySubdivisionName? CityName? PostalZone?
  CountrySubentity? CountrySubentityCode? Region? District? TimezoneOffset? @AddressLine* @Country?
  @LocationCoordinate*
AddressLine: Line
Country: IdentificationCode? Name?
PartyTaxScheme: RegistrationName? CompanyID? TaxLevelCode? ExemptionReasonCode? ExemptionReason* @RegistrationAddress?
  @TaxScheme
TaxScheme: ID? Name? TaxTypeCode? CurrencyCode? @JurisdictionRegionAddress*
PartyLegalEntity: RegistrationName? CompanyID? RegistrationDate? RegistrationExpirationDate? CompanyLegalFormCode?
  CompanyLegalForm? SoleProprietorshipIndicator? CompanyLiquidationStatusCode? CorporateStockAmount?
  FullyPaidSharesIndicator? @RegistrationAddress? @CorporateRegistrationScheme? @HeadOfficeParty? @ShareholderParty*
CorporateRegistrationScheme: ID? Name? CorporateRegistrationTypeCode? @JurisdictionRegionAddress*
Contact: ID? Name? Telephone? Telefax? ElectronicMail? Note* @OtherCommunication*
Person: ID? FirstName? FamilyName? Title? MiddleName? OtherName? NameSuffix? JobTitle? NationalityID? GenderCode?
  BirthDate? BirthplaceName? OrganizationDepartment? @Contact? @FinancialAccount? @IdentityDocumentReference*
  @ResidenceAddress?
InvoicePeriod ValidityPeriod: StartDate? StartTime? EndDate? EndTime? DurationMeasure? DescriptionCode* Description*
BillingReference: @InvoiceDocumentReference? @SelfBilledInvoiceDocumentReference? @CreditNoteDocumentReference?
  @SelfBilledCreditNoteDocumentReference? @DebitNoteDocumentReference? @ReminderDocumentReference?
  @AdditionalDocumentReference? @BillingReferenceLine*
InvoiceDocumentReference CreditNoteDocumentReference DebitNoteDocumentReference AdditionalDocumentReference DocumentReference DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference IdentityDocumentReference:
  ID CopyIndicator? UUID? IssueDate? IssueTime? DocumentTypeCode? DocumentType? XPath* LanguageID? LocaleCode?
  VersionID? DocumentStatusCode? DocumentDescription* @Attachment? @ValidityPeriod? @IssuerParty?
  @ResultOfVerification?
DiscrepancyResponse: ReferenceID? ResponseCode? Description* EffectiveDate? EffectiveTime? @Status*
PaymentMeans: ID? PaymentMeansCode PaymentDueDate? PaymentChannelCode? InstructionID? InstructionNote* PaymentID*
  @CardAccount? @PayerFinancialAccount? @PayeeFinancialAccount? @CreditAccount? @PaymentMandate? @TradeFinancing?
PaymentTerms: ID? PaymentMeansID* PrepaidPaymentReferenceID? Note* ReferenceEventCode? SettlementDiscountPercent?
  PenaltySurchargePercent? PaymentPercent? Amount? SettlementDiscountAmount? PenaltyAmount? PaymentTermsDetailsURI?
  PaymentDueDate? InstallmentDueDate? InvoicingPartyReference? @SettlementPeriod? @PenaltyPeriod? @ExchangeRate?
  @ValidityPeriod?
PrepaidPayment: ID? PaidAmount? ReceivedDate? PaidDate? PaidTime? InstructionID?
AllowanceCharge: ID? ChargeIndicator AllowanceChargeReasonCode? AllowanceChargeReason* MultiplierFactorNumeric?
  PrepaidIndicator? SequenceNumeric? Amount BaseAmount? AccountingCostCode? AccountingCost? PerUnitAmount?
  @TaxCategory* @TaxTotal? @PaymentMeans*
PaymentExchangeRate PaymentAlternativeExchangeRate: SourceCurrencyCode SourceCurrencyBaseRate? TargetCurrencyCode
  TargetCurrencyBaseRate? ExchangeMarketID? CalculationRate? MathematicOperatorCode? Date? @ForeignExchangeContract?
TaxTotal WithholdingTaxTotal: TaxAmount RoundingAmount? TaxEvidenceIndicator? TaxIncludedIndicator? @TaxSubtotal*
TaxSubtotal: TaxableAmount? TaxAmount CalculationSequenceNumeric? TransactionCurrencyTaxAmount? Percent?
  BaseUnitMeasure? PerUnitAmount? TierRange? TierRatePercent? @TaxCategory
TaxCategory: ID? Name? Percent? BaseUnitMeasure? PerUnitAmount? TaxExemptionReasonCode? TaxExemptionReason* TierRange?
  TierRatePercent? @TaxScheme
LegalMonetaryTotal RequestedMonetaryTotal: LineExtensionAmount? TaxExclusiveAmount? TaxInclusiveAmount?
  AllowanceTotalAmount? ChargeTotalAmount? PrepaidAmount? PayableRoundingAmount? PayableAmount
  PayableAlternativeAmount?
InvoiceLine: ID UUID? Note* InvoicedQuantity? LineExtensionAmount TaxPointDate? AccountingCostCode? AccountingCost?
  PaymentPurposeCode? FreeOfChargeIndicator? @InvoicePeriod* @OrderLineReference* @DespatchLineReference*
  @ReceiptLineReference* @BillingReference* @DocumentReference* @PricingReference? @OriginatorParty? @Delivery*
  @PaymentTerms* @AllowanceCharge* @TaxTotal* @WithholdingTaxTotal* @Item @Price? @DeliveryTerms? @SubInvoiceLine*
  @ItemPriceExtension?
CreditNoteLine: ID UUID? Note* CreditedQuantity? LineExtensionAmount? TaxPointDate? AccountingCostCode?
  AccountingCost? PaymentPurposeCode? FreeOfChargeIndicator? @InvoicePeriod* @OrderLineReference*
  @DiscrepancyResponse* @DespatchLineReference* @ReceiptLineReference* @BillingReference* @DocumentReference*
  @PricingReference? @OriginatorParty? @Delivery* @PaymentTerms* @TaxTotal* @AllowanceCharge* @Item? @Price?
  @DeliveryTerms* @SubCreditNoteLine* @ItemPriceExtension?
DebitNoteLine: ID UUID? Note* DebitedQuantity? LineExtensionAmount TaxPointDate? AccountingCostCode? AccountingCost?
  PaymentPurposeCode? @DiscrepancyResponse* @DespatchLineReference* @ReceiptLineReference* @BillingReference*
  @DocumentReference* @PricingReference? @Delivery* @TaxTotal* @AllowanceCharge* @Item? @Price? @SubDebitNoteLine*
Item: Description* PackQuantity? PackSizeNumeric? CatalogueIndicator? Name? HazardousRiskIndicator?
  AdditionalInformation* Keyword* BrandName* ModelName* @BuyersItemIdentification? @SellersItemIdentification?
  @ManufacturersItemIdentification* @StandardItemIdentification? @CatalogueItemIdentification?
  @AdditionalItemIdentification* @CatalogueDocumentReference? @ItemSpecificationDocumentReference* @OriginCountry?
  @CommodityClassification* @TransactionConditions* @HazardousItem* @ClassifiedTaxCategory* @AdditionalItemProperty*
  @ManufacturerParty* @InformationContentProviderParty? @OriginAddress* @ItemInstance* @Certificate* @Dimension*
StandardItemIdentification SellersItemIdentification BuyersItemIdentification AdditionalItemIdentification: ID
  ExtendedID? BarcodeSymbologyID? @PhysicalAttribute* @MeasurementDimension* @IssuerParty?
Price AlternativeConditionPrice: PriceAmount BaseQuantity? PriceChangeReason* PriceTypeCode? PriceType?
  OrderableUnitFactorRate? @ValidityPeriod* @PriceList? @AllowanceCharge* @PricingExchangeRate?
PricingReference: @OriginalItemLocationQuantity? @AlternativeConditionPrice*
OrderReference: ID SalesOrderID? CopyIndicator? UUID? IssueDate? IssueTime? CustomerReference? OrderTypeCode?
  @DocumentReference?
UBLExtensions: %UBLExtension+
`

const ns = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
} as const

interface Puesto {
  readonly ns: string
  readonly nombre: string
  readonly obligatorio: boolean
  readonly repetible: boolean
}

const ordenes = leerTabla()

function leerTabla(): ReadonlyMap<string, readonly Puesto[]> {
  const mapa = new Map<string, readonly Puesto[]>()
  for (const entrada of tabla.replaceAll('\n  ', ' ').trim().split('\n')) {
    const [nombres = '', secuencia = ''] = entrada.split(': ')
    const puestos = secuencia.split(' ').map(leerPuesto)
    for (const nombre of nombres.split(' ')) mapa.set(nombre, puestos)
  }
  return mapa
}

function leerPuesto(marca: string): Puesto {
  const partes = /^([@%]?)(\w+)([?*+]?)$/.exec(marca)
  const cuantos = partes?.[3]
  return {
    ns: partes?.[1] === '@' ? ns.cac : partes?.[1] === '%' ? ns.ext : ns.cbc,
    nombre: partes?.[2] ?? '',
    obligatorio: cuantos === '' || cuantos === '+',
    repetible: cuantos === '*' || cuantos === '+',
  }
}

/** ZB01: what the schema refuses. Order, unknown or missing elements, text where a group is due, malformed values. */
export function reglasDeEstructura(documento: Nodo): Hallazgo[] {
  const espacioRaiz = `urn:oasis:names:specification:ubl:schema:xsd:${documento.nombre}-2`
  const hallazgos: Hallazgo[] = []
  if (documento.ns !== espacioRaiz)
    hallazgos.push(zb01(documento.nombre, `el espacio de nombres debe ser ${espacioRaiz}`))
  for (const { nodo, ruta } of recorrer(documento)) {
    const puestos = ordenes.get(nodo.nombre)
    const conocido = nodo === documento || nodo.ns === ns.cac || nodo.ns === ns.ext
    if (puestos && conocido) hallazgos.push(...juzgarOrden(nodo, ruta, puestos))
    if (nodo.ns === ns.cac && nodo.texto.trim() !== '')
      hallazgos.push(zb01(ruta, 'trae texto donde debe ir un grupo'))
    if (nodo.ns === ns.cbc) hallazgos.push(...juzgarValor(nodo, ruta))
  }
  return hallazgos
}

function zb01(ruta: string, texto: string): Hallazgo {
  return rechazo('ZB01', `Fallo en el esquema XML del archivo: ${ruta}: ${texto}.`)
}

function juzgarOrden(nodo: Nodo, ruta: string, puestos: readonly Puesto[]): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const vistos = new Map<string, number>()
  let ultimo = 0
  for (const hijo of nodo.hijos) {
    const puesto = puestos.findIndex(
      (candidato) => candidato.nombre === hijo.nombre && candidato.ns === hijo.ns,
    )
    if (puesto < 0) {
      hallazgos.push(zb01(ruta, `no admite el elemento ${hijo.nombre}`))
      continue
    }
    if (puesto < ultimo) hallazgos.push(zb01(ruta, `el elemento ${hijo.nombre} está fuera de orden`))
    ultimo = Math.max(ultimo, puesto)
    vistos.set(hijo.nombre, (vistos.get(hijo.nombre) ?? 0) + 1)
  }
  for (const puesto of puestos) {
    const veces = vistos.get(puesto.nombre) ?? 0
    if (puesto.obligatorio && veces === 0) hallazgos.push(zb01(ruta, `falta el elemento ${puesto.nombre}`))
    if (!puesto.repetible && veces > 1)
      hallazgos.push(zb01(ruta, `el elemento ${puesto.nombre} está repetido`))
  }
  return hallazgos
}

/** Lexical forms that the schema types demand. */
const formas: readonly { readonly nombre: RegExp; readonly forma: RegExp; readonly que: string }[] = [
  { nombre: /Amount$/, forma: /^[+-]?\d+(\.\d+)?$/, que: 'un decimal' },
  { nombre: /Quantity$|Numeric$|Percent$/, forma: /^[+-]?\d+(\.\d+)?$/, que: 'un decimal' },
  { nombre: /Date$/, forma: /^\d{4}-\d{2}-\d{2}$/, que: 'una fecha AAAA-MM-DD' },
  {
    nombre: /Time$/,
    forma: /^\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/,
    que: 'una hora HH:MM:SS-05:00',
  },
  { nombre: /Indicator$/, forma: /^(true|false)$/, que: 'true o false' },
]

function juzgarValor(nodo: Nodo, ruta: string): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  if (nodo.hijos.length > 0) hallazgos.push(zb01(ruta, 'es un elemento básico y trae otros dentro'))
  const valor = nodo.texto.trim()
  const esperada = formas.find(({ nombre }) => nombre.test(nodo.nombre))
  if (esperada && !esperada.forma.test(valor))
    hallazgos.push(zb01(ruta, `el valor «${valor}» no es ${esperada.que}`))
  if (/Amount$/.test(nodo.nombre) && !nodo.atributos.currencyID)
    hallazgos.push(zb01(ruta, 'falta el atributo currencyID'))
  return hallazgos
}
