using System.Text;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class XmlEncodingsTests
{
    [Theory]
    [InlineData("utf-8", 65001)]
    [InlineData("UTF_8", 65001)]
    [InlineData("us_as-cii", 20127)]
    [InlineData("as-cii", 20127)]
    [InlineData("i-so_88591", 28591)]
    [InlineData("latin-1", 28591)]
    [InlineData("l_1", 28591)]
    [InlineData("cp-819", 28591)]
    [InlineData("i-so_885915", 28605)]
    [InlineData("latin_9", 28605)]
    [InlineData("l-9", 28605)]
    [InlineData("win-dows_1252", 1252)]
    [InlineData("c-p_1252", 1252)]
    [InlineData("12-52", 1252)]
    [InlineData("u-tf_16", 1200)]
    [InlineData("u-tf_16_le", 1200)]
    [InlineData("u-tf_16_be", 1200)]
    [InlineData("u-cs_2", 1200)]
    [InlineData("unicode", 1200)]
    [InlineData("unicodeFFFE", 1200)]
    public void Names_differ_in_case_and_separators(string name, int codePage)
    {
        Assert.Equal(codePage, XmlEncodings.Find(name)?.CodePage);
        Assert.Equal(codePage, XmlEncodings.Find(name.ToUpperInvariant())?.CodePage);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-32")]
    [InlineData("shift_jis")]
    [InlineData("IBM037")]
    public void Other_names_are_unknown(string name) => Assert.Null(XmlEncodings.Find(name));

    [Fact]
    public void Control_characters_from_128_to_159_have_no_meaning()
    {
        var characters = new char[128];

        XmlEncodings.FillUpperHalf(Encoding.Latin1, characters);

        Assert.All(characters[..32], character => Assert.Equal('\uFFFD', character));
        Assert.Equal(('\u00A0', '\u00FF'), (characters[32], characters[127]));
    }
}
