import { Component, type ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'

interface ErrorBoundaryProps {
  /** A change of it tries again (the path of the screen). */
  readonly resetKey: string
  /** Id of the screen, for the log. */
  readonly where: string
  /** Returns the id of the incident. */
  readonly onProblem: (error: unknown, where: string) => string
  readonly children: ReactNode
}

interface Failure {
  readonly incidente: string
  readonly resetKey: string
}

/** Keeps a failure inside one screen: the rest of the program stays in use. */
export class ErrorBoundary extends Component<
  ErrorBoundaryProps,
  { readonly failed: boolean; readonly failure: Failure | null }
> {
  override state = { failed: false, failure: null as Failure | null }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    const incidente = this.props.onProblem(error, this.props.where)
    this.setState({ failure: { incidente, resetKey: this.props.resetKey } })
  }

  override componentDidUpdate() {
    const { failure } = this.state
    if (failure !== null && failure.resetKey !== this.props.resetKey) this.retry()
  }

  retry = () => this.setState({ failed: false, failure: null })

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <>
        <h1 className="solo-lector">Error</h1>
        <ErrorState
          quePaso="Esta pantalla se detuvo por un error del programa."
          queSeConservo="Lo que ya estaba guardado está a salvo; los borradores se recuperan al volver a abrirla."
          queHacer="Vuelva a abrir la pantalla. Si se repite, siga trabajando en otra y avise con el número del incidente."
          actionLabel="Abrir de nuevo"
          onAction={this.retry}
          incidente={this.state.failure?.incidente}
        />
      </>
    )
  }
}
