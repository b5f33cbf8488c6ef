import { navigate } from '@interlock/design';
import { useId, useState, type ReactNode } from 'react';

/** From an id in a ticket to the person. */
export function GoToPerson(): ReactNode {
  const id = useId();
  const [text, setText] = useState('');
  return (
    <form
      className="field field-wide"
      onSubmit={(event) => {
        event.preventDefault();
        const personId = text.trim();
        if (personId !== '') navigate(`/people/${encodeURIComponent(personId)}`);
      }}
    >
      <label htmlFor={id}>Person</label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder="id, then Enter"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        data-search=""
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
