/** Grey rows while the data has not arrived. */
export function ListSkeleton({ dense }: { readonly dense: boolean }) {
  return (
    <div className="data-list-esqueleto" aria-hidden="true" data-dense={dense || undefined}>
      {['62%', '48%', '71%', '55%', '66%', '42%'].map((width) => (
        <span key={width} style={{ width }} />
      ))}
    </div>
  )
}
