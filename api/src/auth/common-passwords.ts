/** Passwords of at least eight characters that head the published lists of leaked ones, lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  (
    '12345678 123456789 1234567890 11111111 00000000 12341234 11223344 87654321 88888888 99999999 123123123 987654321 ' +
    '0123456789 01234567 12121212 123456123456 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 q1w2e3r4 zaq12wsx qazwsxedc ' +
    'qwertyui qwertyuiop qwerty123 qwerty12 qwer1234 asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 ' +
    'password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd p@ssw0rd1 passwort ' +
    'iloveyou iloveyou1 sunshine princess football football1 baseball baseball1 superman batman123 trustno1 starwars ' +
    'whatever jennifer michelle michael1 jordan23 computer internet dragon123 monkey123 shadow123 master123 welcome1 ' +
    'welcome123 letmein1 letmein123 changeme changeme1 changeme123 admin123 admin1234 administrator root1234 test1234 ' +
    'testtest guest123 default1 secret123 abc12345 abcd1234 abcdefgh a1b2c3d4 aa123456 abc123456 charlie1 liverpool ' +
    'chocolate butterfly samantha mercedes corvette victoria elizabeth alexander maverick cowboys1 budweiser heineken ' +
    'jackdaniels whiskey1 liquor123 liquorstore cashier1 cashier123 manager1 manager123 register1'
  ).split(' '),
);
