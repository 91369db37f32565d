/** What the API finds wrong with a field, which it says in English alone. */
const FAULTS: readonly [said: RegExp, text: (...parts: string[]) => string][] = [
  [/must be shorter than or equal to (\d+) characters/, (most) => `debe tener como mucho ${most} caracteres`],
  [
    /must be longer than or equal to (\d+) characters|must be at least (\d+) characters/,
    (a, b) => `debe tener al menos ${a ?? b} caracteres`,
  ],
  [/another tier begins there/, () => 'ya empieza otro escalón ahí'],
  [/less than a tier for fewer gives/, () => 'no debe dar menos que un escalón para menos unidades'],
  [/must not be less than (-?[\d.]+)/, (least) => `no debe ser menos de ${least}`],
  [/must not be greater than (-?[\d.]+)/, (most) => `no debe ser más de ${most}`],
  [/must be an integer number/, () => 'debe ser un número entero'],
  [/must be a (number|boolean value)/, () => 'no es válido'],
  [/must (each )?be an email/, () => 'debe ser una dirección de correo'],
  [/should not be empty|is needed|must be a string/, () => 'hace falta'],
  [
    /must contain (at least|no more than) (\d+) elements/,
    (bound, count) => `debe tener ${bound === 'at least' ? 'al menos' : 'como mucho'} ${count}`,
  ],
  [/is taken|of another product/, () => 'ya está en uso'],
  [
    /was shortened by a spreadsheet/,
    () => 'una hoja de cálculo lo acortó; dé a la columna formato de texto y recupere los dígitos',
  ],
  [/is more than any price/, () => 'es más que cualquier precio'],
  [/was taken in before/, () => 'ya se recibió'],
  [/most common/, () => 'es una de las contraseñas más comunes; elija otra'],
  [
    /(\d+) has a wrong check digit; (\d+) would be right/,
    (code, right) => `${code} tiene un dígito de control equivocado; el correcto sería ${right}`,
  ],
  [/must be an amount such as ([\d.]+)/, (example) => `debe ser un monto como ${example}`],
  [/no such|is unknown/, () => 'no existe'],
  [
    /must pay gift cards to the cent/,
    () => 'deben pagar las tarjetas de regalo al centavo; deje un resto que se pueda pagar con monedas',
  ],
  [/is named twice/, () => 'está dos veces'],
  [/must not be before/, () => 'no debe ser anterior'],
  [/must not be in the future/, () => 'no debe estar en el futuro'],
  [/time zone/, () => 'debe ser una zona horaria'],
  [/must be one of/, () => 'no es uno de los valores posibles'],
];

export function faultInSpanish(message: string): string {
  for (const [said, text] of FAULTS) {
    const match = said.exec(message);
    if (match) return text(...match.slice(1));
  }
  return 'no es válido';
}
