/** Paths of the server’s programs. */
export interface ServerPrograms {
  readonly initdb: string;
  readonly postgres: string;
}
