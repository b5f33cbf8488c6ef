import { Link } from '@interlock/design';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hub } from '../../api/hub.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Mishap } from '../../components/mishap.tsx';
import { NarrowPage } from '../../components/narrow-page.tsx';
import type { KeptJoining } from './kept-joining.ts';

const codeMax = 64;
const nameMax = 100;

/** The invitation and a name. A link may bring the code along behind `#`, where no server sees it. */
export function RedeemStep({
  onRedeemed,
}: {
  readonly onRedeemed: (joining: KeptJoining) => void;
}): ReactNode {
  const [code, setCode] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [name, setName] = useState('');
  const redeeming = useMutation({
    mutationFn: () => hub.redeem(code.trim(), name.trim()),
    onSuccess: (started) => onRedeemed({ ...started, displayName: name.trim() }),
  });
  return (
    <NarrowPage
      title="You are invited"
      lead="Two things, and the door opens: your invitation, and what we may call you."
      foot={
        <>
          A member already? <Link to="/sign-in">Sign in</Link>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!redeeming.isPending) redeeming.mutate();
        }}
      >
        <Field
          label="Invitation"
          hint="As it was sent to you. Dashes, spaces and capitals make no difference."
          value={code}
          onChange={setCode}
          className="code"
          placeholder="7ZJ4C-0T9QW-…"
          maxLength={codeMax}
          required
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
        />
        <Field
          label="Name"
          hint="Any name you like. It is sealed with a key of your own; no platform is told."
          value={name}
          onChange={setName}
          maxLength={nameMax}
          required
          autoComplete="nickname"
        />
        <Mishap error={redeeming.error} />
        <Button tone="primary" type="submit" busy={redeeming.isPending}>
          Continue
        </Button>
      </form>
    </NarrowPage>
  );
}
