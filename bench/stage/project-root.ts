import path from 'node:path';

/** The folder with the project’s package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..');
