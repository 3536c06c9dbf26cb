package main

var expressions = []string{
	`nginx-(.*)`, `nginx`, `.*nginx.*`, `(\w+)-dev-(\w+)`, `(\w+)-dev-(\w+)-us-east-1-(\w+)`, `^nginx`, `1$`, `^$`, ``, `.*`, `(.*)-(.*)`, `(.*?)-(.*)`,
	`(a|ab)(c|bcd)(d*)`, `(a|ab)(c|bcd)*`, `(?:a|b)+`, `(a*)*`, `(a*)+`, `(a+)+b`, `(a|aa)*`, `x*`, `a{2}`, `a{2,}`, `a{1,3}`, `a{0,2}?b`, `(a{1,2}){2}`,
	`a{`, `a{,2}`, `{`, `}`, `]`, `a{2,1}`, `a{1001}`, `a{1000}`, `(a{100}){100}`, `a**`, `a+*`, `a+?`, `a??b`, `*a`, `+`, `?`, `(`, `)`, `(a`, `a)`, `[`, `[a`, `[]`, `[]a]`, `[^]a]+`,
	`[a-c]+`, `[c-a]`, `[a-]+`, `[-a]+`, `[^a-z]+`, `[\d.]+`, `[\w-]+`, `[[:alpha:]]+`, `[[:^alpha:]]+`, `[[:digit:][:alpha:]]+`, `[[:nope:]]`, `[\]a]+`, `[a\-z]+`,
	`\d+`, `\D+`, `\s`, `\S+`, `\w+`, `\W`, `\.`, `\bdev\b`, `\Bev\B`, `\Aa`, `c\z`, `a\Z`, `\pL+`, `\p{Lu}.*`, `\p{Greek}+`, `\P{L}+`, `\p{^L}+`, `\p{Nope}`, `\pN+`,
	`\x41`, `\x{41}`, `\x{1F600}`, `\x{110000}`, `\101`, `\0`, `\1`, `(a)\1`, `\k<a>`, `\q`, `\e`, `\t`, `\n`, `a\nb`, `a.b`, `(?s)a.b`, `(?m)^b`, `(?m)a$`, `(?i)NGINX.*`, `(?i:N)ginx.*`,
	`(?i)n|A`, `((?i)N)ginx.*`, `(?U)(.*)-(.*)`, `(?-i)a`, `(?i-s)A`, `(?P<name>a)b*`, `(?<name>a)b*`, `(?=a)`, `(?!a)`, `(?<=a)b`, `(?>a)`, `(?#a)`, `(?x)a`, `(?:a`, `(?P<a>`,
	`\Qa.b\E`, `\Q(\E.*`, `\Qab\E+`, `a|`, `|a`, `a||b`, `()`, `(|a)+`, `(a)|(b)`, `(a)|b`, `((a)|(b))+`, `é`, `日.`, `.`, `..`, `😀`, `[😀-😂]`, `(?i)É`, `(?i)ß`, `(?i)ſ`, `(?i)k`,
	`registry\.example\.com/([^:]+):(.+)`, `v?(\d+)\.(\d+)\.(\d+)(?:-(\w+))?`, `(?i:[a-f]+)`, `a\`, `[a-\d]`, `[\d-z]+`, `(?i)[^a]`, `[^\n]*`, `$^`, `a^b`, `(^a|b)+`, `\pZ`, `\C`, `a{2}{3}`, `(?i)(?-i)A`,
}

var values = []string{
	"", "a", "b", "A", "ab", "abc", "abcd", "aa", "aaa", "aaaa", "aab", "aaab", "b a", "-", "a-b", "a-b-c", "nginx", "nginx-deployment", "my-nginx-1", "NGINX-1", "Nginx-2",
	"foo-dev-bar", "foo1-dev-bar1-us-east-1-baz1", "development", "1", "3.14", "v1.2.3", "1.2.3-rc1", "registry.example.com/shop/web:1.2.3", "a.b", "a\nb", "a\n", "\t", "(x)", "]a", "a{", "{", "}", "]", "a{,2}",
	"é", "É", "日本", "😀", "αβγ", "ß", "ſ", "s", "K", "true", "null", "a_b", "x y",
}

var globs = []string{
	"*", "**", "*.yaml", "**/*.yaml", "**/baz.yaml", "foo/**/baz.yaml", "foo/*/baz.yaml", "foo/bar/*.yaml", "foo/**", "foo/**/*", "**/bar/**", "foo**/baz.yaml", "foo/**.yaml", "b?z.yaml", "ba[rz].yaml",
	"ba[!z].yaml", "ba[^z].yaml", "[a-c]az.yaml", "{foo,bar}/baz.yaml", "**/{bar,bat}.yaml", "foo/{bar,**}/baz.yaml", "{foo,bar}/{bar,bor}/**", "ba\\z.yaml", "\\*.yaml", "[", "[a", "{a", "a}", "a,b.yaml", "", "foo/bar",
	"**/", "/**", "***", "foo/bar/bor/baz.yaml", "foo/?ar/baz.yaml", "foo[/]bar/baz.yaml", "*/*", "**/b*", "{**/,}baz.yaml", "{a,{b,c}az.yaml,d}", "a\\", "[]a]", "[!]",
}

var files = []string{
	"baz.yaml", "bar.yaml", "bar/baz.yaml", "foo/baz.yaml", "foo/bar/baz.yaml", "foo/bar/bat.yaml", "foo/bar/bor/baz.yaml", "foo/bar/bor/bat.yaml", "foobar/baz.yaml", "foo/bar", "a,b.yaml", "*.yaml", "aaz.yaml", ".hidden/baz.yaml", "a.yml", "foo", "a",
}
