using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>The names that encoders of XML and HTML write for the punctuation of ASCII.</summary>
public sealed class ReferenceNamesTests
{
    [Theory]
    [InlineData("amp", '&')]
    [InlineData("lt", '<')]
    [InlineData("gt", '>')]
    [InlineData("quot", '"')]
    [InlineData("apos", '\'')]
    [InlineData("excl", '!')]
    [InlineData("num", '#')]
    [InlineData("dollar", '$')]
    [InlineData("percnt", '%')]
    [InlineData("lpar", '(')]
    [InlineData("rpar", ')')]
    [InlineData("ast", '*')]
    [InlineData("plus", '+')]
    [InlineData("comma", ',')]
    [InlineData("period", '.')]
    [InlineData("sol", '/')]
    [InlineData("colon", ':')]
    [InlineData("semi", ';')]
    [InlineData("equals", '=')]
    [InlineData("quest", '?')]
    [InlineData("commat", '@')]
    [InlineData("lsqb", '[')]
    [InlineData("lbrack", '[')]
    [InlineData("bsol", '\\')]
    [InlineData("rsqb", ']')]
    [InlineData("rbrack", ']')]
    [InlineData("hat", '^')]
    [InlineData("lowbar", '_')]
    [InlineData("grave", '`')]
    [InlineData("lcub", '{')]
    [InlineData("lbrace", '{')]
    [InlineData("verbar", '|')]
    [InlineData("vert", '|')]
    [InlineData("rcub", '}')]
    [InlineData("rbrace", '}')]
    [InlineData("AMP", '&')]
    [InlineData("Hat", '^')]
    public void Character_of_a_name_is_found(string name, char expected)
    {
        Assert.True(ReferenceNames.TryFind(name, out var character));
        Assert.Equal(expected, character);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plu")]
    [InlineData("plusmn")]
    [InlineData("nbsp")]
    [InlineData("hyphen")]
    [InlineData("+")]
    public void Other_name_is_not_found(string name) => Assert.False(ReferenceNames.TryFind(name, out _));
}
