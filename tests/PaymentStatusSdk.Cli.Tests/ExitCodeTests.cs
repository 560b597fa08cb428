using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Cli.Tests;

public class ExitCodeTests
{
    internal static string RepositoryRoot => Root();

    public static TheoryData<PaymentVerdict, Finality, FundsState> Answers =>
    [
        .. from verdict in Enum.GetValues<PaymentVerdict>()
           from finality in Enum.GetValues<Finality>()
           from funds in Enum.GetValues<FundsState>()
           select new TheoryDataRow<PaymentVerdict, Finality, FundsState>(verdict, finality, funds),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public void Only_a_paid_payment_exits_with_0_and_only_a_final_failure_with_10(
        PaymentVerdict verdict, Finality finality, FundsState funds)
    {
        var code = ExitCodes.Of(verdict, finality, funds);

        var hasFunds = funds is FundsState.NotReported or FundsState.NotExpected or FundsState.Received;
        Assert.Equal(verdict == PaymentVerdict.Success && hasFunds, code == ExitCode.Success);
        Assert.Equal(verdict == PaymentVerdict.Failure && finality == Finality.Final, code == ExitCode.Failed);
        Assert.Equal(verdict == PaymentVerdict.Undecided, code == ExitCode.Undecided);
        Assert.Equal(verdict == PaymentVerdict.Unknown, code == ExitCode.Unknown);
    }

    [Theory]
    [InlineData(LookupOutcome.Unknown, ExitCode.Unknown)]
    [InlineData(LookupOutcome.NotFound, ExitCode.NotFound)]
    [InlineData(LookupOutcome.Ambiguous, ExitCode.Ambiguous)]
    [InlineData(LookupOutcome.Mismatch, ExitCode.Mismatch)]
    public void Outcome_without_an_answer_has_its_own_code_for_every_state(LookupOutcome outcome, object code)
    {
        foreach (var state in Enum.GetValues<PaymentState>())
        {
            var result = new TransactionStatusResult
            {
                ClientName = "cards",
                Kind = TransactionKind.Purchase,
                Outcome = outcome,
                State = state,
                Finality = Finality.Final,
                Funds = FundsState.Received,
            };
            Assert.Equal((ExitCode)code, ExitCodes.Of(result, null));
        }
    }

    [Fact]
    public void Page_has_the_table()
    {
        var rows = ExitCodes.Table.Select(row => $"| {(int)row.Code} | `{row.Code}` | {row.Meaning} |");
        var page = File.ReadAllLines(Path.Combine(Root(), "docs", "cli.md"));

        Assert.Equal(rows, page.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])));
        Assert.Equal(Enum.GetValues<ExitCode>(), ExitCodes.Table.Select(row => row.Code));
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../.."));
}
