import { navigate } from '@interlock/design';
import { useEffect, useEffectEvent } from 'react';
import { toggleTheme, toggleZone } from '../preferences.ts';
import { useSections } from './use-sections.ts';

const sequenceMs = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** `g` and a letter goes to a section, `/` to the search, `t` and `z` switch theme and zone, `?` explains. */
export function useShortcuts(showHelp: () => void): void {
  const help = useEffectEvent(showHelp);
  const groups = useSections();
  const sectionOf = useEffectEvent((pressed: string) =>
    groups.flatMap(({ sections }) => sections).find(({ key }) => key === pressed),
  );
  useEffect(() => {
    let goUntil = 0;
    function onKeyDown(event: KeyboardEvent): void {
      const typing =
        isTyping(event.target) &&
        !(event.target instanceof HTMLInputElement && event.target.type === 'radio');
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        typing ||
        document.querySelector('dialog[open]') !== null
      ) {
        return;
      }
      const section = event.timeStamp < goUntil ? sectionOf(event.key) : undefined;
      goUntil = 0;
      if (section !== undefined) navigate(section.path);
      else if (event.key === 'g') goUntil = event.timeStamp + sequenceMs;
      else if (event.key === '?') help();
      else if (event.key === 't') toggleTheme();
      else if (event.key === 'z') toggleZone();
      else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-search]');
        if (search === null) return;
        search.focus();
      } else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
