// No schema may be made before this, and parts that screens share run before the body of what imports them: so the rest comes
// after it, on its own.
import './rpc/zod-without-eval.ts'

void import('./start.tsx')
