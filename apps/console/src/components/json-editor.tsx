import { useId, type ReactNode } from 'react';
import { parsePayload } from './parse-payload.ts';

export interface JsonEditorProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** A field for JSON with line numbers; says at once what is wrong and where. */
export function JsonEditor({ label, text, onChange }: JsonEditorProps): ReactNode {
  const id = useId();
  const parsed = parsePayload(text);
  const lines = text.split('\n').length;
  return (
    <div className="editor">
      <label htmlFor={id} className="code-head">
        {label}
      </label>
      <div className="editor-body">
        <ol className="editor-lines" aria-hidden="true">
          {Array.from({ length: lines }, (_, line) => (
            <li key={line} className={!parsed.ok && parsed.line === line + 1 ? 'editor-wrong' : undefined}>
              {line + 1}
            </li>
          ))}
        </ol>
        <textarea
          id={id}
          value={text}
          rows={lines}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          aria-invalid={!parsed.ok}
          aria-describedby={`${id}-state`}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <output id={`${id}-state`} className={parsed.ok ? 'editor-state' : 'editor-state text-bad'}>
        {parsed.ok ? 'Valid JSON' : `${parsed.line === null ? '' : `Line ${parsed.line}. `}${parsed.message}`}
      </output>
    </div>
  );
}
