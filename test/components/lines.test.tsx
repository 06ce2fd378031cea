import {render} from 'ink-testing-library';
import {expect, it} from 'vitest';
import {Lines, line} from '../../source/components/lines.js';
import {menuLines} from '../../source/components/menu.js';

it('is exactly as high as asked: longer content is cut, shorter filled up', () => {
  const {lastFrame, rerender} = render(<Lines height={2} lines={[line('a'), line('b'), line('c')]} />);
  expect(lastFrame()).toBe('a\nb');
  rerender(<Lines height={3} lines={[line('a')]} />);
  expect(lastFrame()?.split('\n')).toHaveLength(3);
});

it('marks the selected line by more than its colour', () => {
  const lines = menuLines(['one', 'two', 'three'], {selected: 1, top: 0}, 20, 3);
  const {lastFrame} = render(<Lines height={3} lines={lines} />);
  expect(lastFrame()).toBe('  one\n> two\n  three');
});
