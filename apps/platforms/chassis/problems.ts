/** One row of a platform’s catalogue of problems; the key beside it is the stable code. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** What the caller should do next. */
  readonly fix: string;
}

/** A refusal that the caller can act on. Answered as an RFC 9457 problem document. */
export class PlatformProblem extends Error {
  override readonly name = 'PlatformProblem';
  readonly code: string;
  readonly definition: ProblemDefinition;

  constructor(code: string, definition: ProblemDefinition, detail: string) {
    super(detail);
    this.code = code;
    this.definition = definition;
  }
}

/** Makes the problem factory of a platform from its catalogue. */
export function defineProblems<const Catalogue extends Readonly<Record<string, ProblemDefinition>>>(
  catalogue: Catalogue,
) {
  return (code: keyof Catalogue & string, detail: string): PlatformProblem => {
    const definition = catalogue[code];
    if (definition === undefined) throw new TypeError(`no problem is defined with the code ${code}`);
    return new PlatformProblem(code, definition, detail);
  };
}
