using System.Text;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>The fields of a message, without a gateway.</summary>
public sealed class ConvergeGateMessageTests
{
    [Theory]
    [InlineData("<t/>", ":t")]
    [InlineData("<t></t>", ":t")]
    [InlineData("<?xml version=\"1.0\"?><!-- c --><t><a>1</a> <b/><a>2</a></t><!-- c -->", ":t a:1 b:")]
    [InlineData("<t>x<!-- c --><?p?><a> 1<!-- c -->2<?p?><![CDATA[<3]]> </a></t>", ":t a: 12<3 ")]
    [InlineData("<t><a>1<b>2</b>3</a><c>4</c></t>", ":t a: c:4")]
    [InlineData("<t><a> </a><b>\n</b></t>", ":t a:  b:\n")]
    public void Message_has_the_texts_of_its_children(string xml, string expected) => Assert.Equal(
        expected, string.Join(' ', ConvergeGateMessage.Read(Encoding.UTF8.GetBytes(xml), "t")!.Select(one => $"{one.Key}:{one.Value}")));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("<t>")]
    [InlineData("<t><a></t>")]
    [InlineData("<t/>x")]
    [InlineData("<t><a/></t><t/>")]
    [InlineData("<T/>")]
    [InlineData("<!-- c -->")]
    [InlineData("<!DOCTYPE t []><t/>")]
    [InlineData("<t><a>&x;</a></t>")]
    public void Other_text_is_no_message(string xml) => Assert.Null(ConvergeGateMessage.Read(Encoding.UTF8.GetBytes(xml), "t"));

    [Fact]
    public void Any_root_is_read_without_a_required_one() =>
        Assert.Equal("other", ConvergeGateMessage.Read("<other/>"u8.ToArray(), root: null)?[""]);
}
