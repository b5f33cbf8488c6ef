import { Fragment, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

const tokenPattern = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** JSON as it is, indented, with keys and values told apart. */
export function JsonView({ label, value }: { readonly label: string; readonly value: unknown }): ReactNode {
  const text = JSON.stringify(value, null, 2);
  return (
    <figure className="code-block">
      <figcaption className="code-head">
        <span>{label}</span>
        <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
      </figcaption>
      <pre>
        <code>{colour(text)}</code>
      </pre>
    </figure>
  );
}

function colour(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const [whole, string, colon, word] = match;
    parts.push(<Fragment key={`${match.index}-`}>{text.slice(end, match.index)}</Fragment>);
    end = match.index + whole.length;
    const kind =
      colon !== undefined ? 'key' : string !== undefined ? 'string' : word !== undefined ? 'word' : 'number';
    parts.push(
      <span key={match.index} className={`json-${kind}`}>
        {string ?? whole}
      </span>,
      <Fragment key={`${match.index}+`}>{colon ?? ''}</Fragment>,
    );
  }
  parts.push(<Fragment key="end">{text.slice(end)}</Fragment>);
  return parts;
}
