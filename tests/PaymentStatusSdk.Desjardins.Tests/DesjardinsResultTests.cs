using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>When results about one transaction agree, and what kind of content one result has. PROTOCOL.md, result and states.</summary>
public sealed class DesjardinsResultTests
{
    private static readonly DesjardinsResult Approval = new()
    {
        Id = "T1",
        Approved = "yes",
        Currency = "CAD",
        Fields = ["1000", "1", "00", "APPROUVEE"],
    };

    private static readonly Dictionary<string, (DesjardinsResult Result, bool Agrees)> Others = new()
    {
        ["the same again"] = (Approval with { }, true),
        ["other case of approved"] = (Approval with { Approved = "YES" }, true),
        ["other texts"] = (Approval with { Fields = ["1000", "1", "00", "APPROVED", "26/01/02"] }, true),
        ["more content"] = (Approval with { HasEmptyReceipt = true, UnknownFields = 1, Repairs = ["A repair."] }, true),
        ["refused"] = (Approval with { Approved = "no" }, false),
        ["without approved"] = (Approval with { Approved = null }, false),
        ["other currency"] = (Approval with { Currency = "USD" }, false),
        ["without currency"] = (Approval with { Currency = null }, false),
        ["other amount"] = (Approval with { Fields = ["999", "1", "00"] }, false),
        ["other condition code"] = (Approval with { Fields = ["1000", "117", "00"] }, false),
        ["other ISO code"] = (Approval with { Fields = ["1000", "1", "05"] }, false),
        ["without ISO code"] = (Approval with { Fields = ["1000", "1"] }, false),
        ["an error without a code"] = (Approval with { Error = new(null, null) }, false),
        ["an error with a code"] = (Approval with { Error = new("W1", null) }, false),
        ["contradicts itself"] = (Approval with { IsContradictory = true }, false),
    };

    public static TheoryData<string> Cases => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_agree_when_everything_that_decides_is_equal(string caseName)
    {
        var (other, expected) = Others[caseName];

        Assert.Equal((expected, expected), (Approval.Agrees(other), other.Agrees(Approval)));
    }

    [Theory]
    [InlineData("W1", "W1", true)]
    [InlineData("W1", "W2", false)]
    [InlineData("W1", null, false)]
    [InlineData(null, null, true)]
    public void Errors_agree_when_their_codes_are_equal(string? code, string? other, bool expected)
    {
        var error = new DesjardinsResult { Id = "T1", Error = new(code, "A text.") };

        Assert.Equal(expected, error.Agrees(error with { Error = new(other, "Un texte.") }));
    }

    // As for a stored result in which the fields are null.
    [Fact]
    public void Result_without_fields_has_none()
    {
        var result = new DesjardinsResult { Id = "T1", Fields = null! };

        Assert.Equal((0, false), (result.Fields.Length, result.IsPartial));
    }

    [Fact]
    public void Contradictory_result_does_not_even_agree_with_itself()
    {
        var contradictory = Approval with { IsContradictory = true };

        Assert.False(contradictory.Agrees(contradictory));
    }

    // A receipt or a field shows that the transaction exists; unknown content may show it.
    [Theory]
    [InlineData(false, null, 0, false, false)]
    [InlineData(true, null, 0, true, true)]
    [InlineData(false, "1000", 0, true, true)]
    [InlineData(false, null, 1, false, true)]
    public void Result_with_content_beside_its_id_has_details(
        bool hasReceipt, string? amount, int unknownFields, bool isPartial, bool hasDetails)
    {
        var result = new DesjardinsResult
        {
            Id = "T1",
            Currency = "CAD",
            HasReceipt = hasReceipt,
            Fields = [amount],
            UnknownFields = unknownFields,
        };
        var failed = result with { Error = new("W1", null) };

        Assert.Equal((isPartial, hasDetails, !hasDetails), (result.IsPartial, result.HasDetails, result.IsEcho));
        Assert.Equal((false, hasDetails, false), (failed.IsPartial, failed.HasDetails, failed.IsEcho));
    }

    // An answer decides, a partial result shows that the transaction exists, unknown content may be an answer, an echo is only the id.
    [Theory]
    [InlineData("yes", false, false, null, 0, "answer")]
    [InlineData("maybe", false, false, "1000", 0, "answer")]
    [InlineData("no", false, false, null, 1, "answer")]
    [InlineData(null, true, false, null, 0, "answer")]
    [InlineData(null, true, false, "1000", 1, "answer")]
    [InlineData(null, false, true, null, 0, "answer")]
    [InlineData(null, false, false, "1000", 0, "partial")]
    [InlineData(null, false, false, "1000", 1, "partial")]
    [InlineData(null, false, false, null, 1, "unknown")]
    [InlineData(null, false, false, null, 0, "echo")]
    public void Result_is_an_answer_partial_unknown_or_an_echo(
        string? approved, bool hasError, bool isContradictory, string? amount, int unknownFields, string content)
    {
        var result = new DesjardinsResult
        {
            Id = "T1",
            Approved = approved,
            Error = hasError ? new(null, null) : null,
            IsContradictory = isContradictory,
            Fields = [null, null, null, null, amount],
            UnknownFields = unknownFields,
        };

        Assert.Equal(
            (content == "answer", content == "partial", content == "unknown", content == "echo"),
            (result.IsAnswer, result.IsPartial, result.HasOnlyUnknownContent, result.IsEcho));
    }
}
