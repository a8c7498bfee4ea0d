/**
 * Children of each group in the order of the schemas of UBL 2.1 (facts of the official toolkit FE V1.9: `UBL-Invoice-2.1.xsd`, `UBL-CreditNote-2.1.xsd`,
 * `UBL-DebitNote-2.1.xsd` and their common components). An asterisk marks what may be repeated; what a nota has not simply is not there.
 */

interface Hijo {
  readonly orden: number
  readonly repetible: boolean
}

export type Secuencia = ReadonlyMap<string, Hijo>

const secuencia = (nombres: string): Secuencia =>
  new Map(
    nombres
      .split(' ')
      .map((nombre, orden) => [nombre.replace('*', ''), { orden, repetible: nombre.endsWith('*') }]),
  )

const DIRECCION = secuencia(
  'ID AddressTypeCode AddressFormatCode Postbox Floor Room StreetName AdditionalStreetName BlockName BuildingName BuildingNumber InhouseMail Department MarkAttention MarkCare PlotIdentification CitySubdivisionName CityName PostalZone CountrySubentity CountrySubentityCode Region District TimezoneOffset AddressLine* Country LocationCoordinate*',
)
const IMPUESTO = secuencia('TaxAmount RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator TaxSubtotal*')
const TOTALES = secuencia(
  'LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount PayableAlternativeAmount',
)

/** By name of the group; the roots are groups as well. */
export const SECUENCIAS: ReadonlyMap<string, Secuencia> = new Map(
  Object.entries({
    Invoice: secuencia(
      'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime DueDate InvoiceTypeCode Note* TaxPointDate DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference InvoicePeriod* OrderReference BillingReference* DespatchDocumentReference* ReceiptDocumentReference* StatementDocumentReference* OriginatorDocumentReference* ContractDocumentReference* AdditionalDocumentReference* ProjectReference* Signature* AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery* DeliveryTerms PaymentMeans* PaymentTerms* PrepaidPayment* AllowanceCharge* TaxExchangeRate PricingExchangeRate PaymentExchangeRate PaymentAlternativeExchangeRate TaxTotal* WithholdingTaxTotal* LegalMonetaryTotal InvoiceLine*',
    ),
    CreditNote: secuencia(
      'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime TaxPointDate CreditNoteTypeCode Note* DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference InvoicePeriod* DiscrepancyResponse* OrderReference BillingReference* DespatchDocumentReference* ReceiptDocumentReference* ContractDocumentReference* AdditionalDocumentReference* StatementDocumentReference* OriginatorDocumentReference* Signature* AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery* DeliveryTerms* PaymentMeans* PaymentTerms* TaxExchangeRate PricingExchangeRate PaymentExchangeRate PaymentAlternativeExchangeRate AllowanceCharge* TaxTotal* LegalMonetaryTotal CreditNoteLine*',
    ),
    DebitNote: secuencia(
      'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime Note* TaxPointDate DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric InvoicePeriod* DiscrepancyResponse* OrderReference BillingReference* DespatchDocumentReference* ReceiptDocumentReference* StatementDocumentReference* ContractDocumentReference* AdditionalDocumentReference* Signature* AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty PrepaidPayment* AllowanceCharge* Delivery* DeliveryTerms* PaymentMeans* PaymentTerms* TaxExchangeRate PricingExchangeRate PaymentExchangeRate PaymentAlternativeExchangeRate TaxTotal* RequestedMonetaryTotal DebitNoteLine*',
    ),
    InvoiceLine: secuencia(
      'ID UUID Note* InvoicedQuantity LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod* OrderLineReference* DespatchLineReference* ReceiptLineReference* BillingReference* DocumentReference* PricingReference OriginatorParty Delivery* PaymentTerms* AllowanceCharge* TaxTotal* WithholdingTaxTotal* Item Price DeliveryTerms SubInvoiceLine* ItemPriceExtension',
    ),
    CreditNoteLine: secuencia(
      'ID UUID Note* CreditedQuantity LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod* OrderLineReference* DiscrepancyResponse* DespatchLineReference* ReceiptLineReference* BillingReference* DocumentReference* PricingReference OriginatorParty Delivery* PaymentTerms* TaxTotal* AllowanceCharge* Item Price DeliveryTerms* SubCreditNoteLine* ItemPriceExtension',
    ),
    DebitNoteLine: secuencia(
      'ID UUID Note* DebitedQuantity LineExtensionAmount TaxPointDate AccountingCostCode AccountingCost PaymentPurposeCode DiscrepancyResponse* DespatchLineReference* ReceiptLineReference* BillingReference* DocumentReference* PricingReference Delivery* TaxTotal* AllowanceCharge* Item Price SubDebitNoteLine*',
    ),
    AccountingSupplierParty: secuencia(
      'CustomerAssignedAccountID AdditionalAccountID* DataSendingCapability Party DespatchContact AccountingContact SellerContact',
    ),
    AccountingCustomerParty: secuencia(
      'CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID* Party DeliveryContact AccountingContact BuyerContact',
    ),
    Party: secuencia(
      'MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID EndpointID IndustryClassificationCode PartyIdentification* PartyName* Language PostalAddress PhysicalLocation PartyTaxScheme* PartyLegalEntity* Contact Person* AgentParty ServiceProviderParty* PowerOfAttorney* FinancialAccount',
    ),
    PartyTaxScheme: secuencia(
      'RegistrationName CompanyID TaxLevelCode ExemptionReasonCode ExemptionReason* RegistrationAddress TaxScheme',
    ),
    PartyLegalEntity: secuencia(
      'RegistrationName CompanyID RegistrationDate RegistrationExpirationDate CompanyLegalFormCode CompanyLegalForm SoleProprietorshipIndicator CompanyLiquidationStatusCode CorporateStockAmount FullyPaidSharesIndicator RegistrationAddress CorporateRegistrationScheme HeadOfficeParty ShareholderParty*',
    ),
    Address: DIRECCION,
    RegistrationAddress: DIRECCION,
    Item: secuencia(
      'Description* PackQuantity PackSizeNumeric CatalogueIndicator Name HazardousRiskIndicator AdditionalInformation* Keyword* BrandName* ModelName* BuyersItemIdentification SellersItemIdentification ManufacturersItemIdentification* StandardItemIdentification CatalogueItemIdentification AdditionalItemIdentification* CatalogueDocumentReference ItemSpecificationDocumentReference* OriginCountry CommodityClassification* TransactionConditions* HazardousItem* ClassifiedTaxCategory* AdditionalItemProperty* ManufacturerParty* InformationContentProviderParty OriginAddress* ItemInstance* Certificate* Dimension*',
    ),
    TaxTotal: IMPUESTO,
    WithholdingTaxTotal: IMPUESTO,
    TaxSubtotal: secuencia(
      'TaxableAmount TaxAmount CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent BaseUnitMeasure PerUnitAmount TierRange TierRatePercent TaxCategory',
    ),
    TaxCategory: secuencia(
      'ID Name Percent BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason* TierRange TierRatePercent TaxScheme',
    ),
    AllowanceCharge: secuencia(
      'ID ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason* MultiplierFactorNumeric PrepaidIndicator SequenceNumeric Amount BaseAmount AccountingCostCode AccountingCost PerUnitAmount TaxCategory* TaxTotal PaymentMeans*',
    ),
    LegalMonetaryTotal: TOTALES,
    RequestedMonetaryTotal: TOTALES,
    PaymentMeans: secuencia(
      'ID PaymentMeansCode PaymentDueDate PaymentChannelCode InstructionID InstructionNote* PaymentID* CardAccount PayerFinancialAccount PayeeFinancialAccount CreditAccount PaymentMandate TradeFinancing',
    ),
    PrepaidPayment: secuencia('ID PaidAmount ReceivedDate PaidDate PaidTime InstructionID'),
    PaymentExchangeRate: secuencia(
      'SourceCurrencyCode SourceCurrencyBaseRate TargetCurrencyCode TargetCurrencyBaseRate ExchangeMarketID CalculationRate MathematicOperatorCode Date ForeignExchangeContract',
    ),
    DiscrepancyResponse: secuencia(
      'ReferenceID ResponseCode Description* EffectiveDate EffectiveTime Status*',
    ),
    InvoicePeriod: secuencia(
      'StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode* Description*',
    ),
    Price: secuencia(
      'PriceAmount BaseQuantity PriceChangeReason* PriceTypeCode PriceType OrderableUnitFactorRate ValidityPeriod* PriceList AllowanceCharge* PricingExchangeRate',
    ),
  }),
)
