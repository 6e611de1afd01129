// Vitest asks for colours in its workers, as CI servers may, and so would programs that tests start: Node takes even an empty value for a yes.
delete process.env['FORCE_COLOR'];
