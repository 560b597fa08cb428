namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The tests of the rules. None of them starts a server, a host or a thread.</summary>
internal static class RuleTests
{
    private static readonly Type[] Classes =
    [
        typeof(Tests.Adapters.BackOffTests),
        typeof(Tests.Adapters.GatewayValueMapTests),
        typeof(Tests.Adapters.ReportedAmountTests),
        typeof(Tests.Adapters.TimeMathTests),
        typeof(Tests.Belief.BeliefPropertyTests),
        typeof(Tests.Belief.StatusBeliefTests),
        typeof(Tests.Belief.TransactionIdentityTests),
        typeof(Tests.Belief.VerdictTests),
        typeof(Tests.Callbacks.SecretComparisonTests),
        typeof(Tests.Coalescing.QueryKeyTests),
        typeof(Tests.Exchange.CompletenessTests),
        typeof(Tests.Exchange.IntegrityCheckTests),
        typeof(Tests.Json.MoneyJsonTests),
        typeof(Tests.Model.MoneyTests),
        typeof(Tests.Polling.PollingScheduleTests),
        typeof(Tests.Polling.SettledScheduleTests),
        typeof(Tests.Polling.TrackingScheduleTests),
        typeof(Tests.Wire.DecidingFieldTests),
        typeof(Tests.Wire.RetryAfterLinesTests),
        typeof(ConvergeGate.Tests.Callbacks.ConvergeGateCallbackEncodingTests),
        typeof(ConvergeGate.Tests.Callbacks.ConvergeGateCallbackTests),
        typeof(ConvergeGate.Tests.Callbacks.ReplayedNotificationTests),
        typeof(ConvergeGate.Tests.ConvergeGateChecksumTests),
        typeof(ConvergeGate.Tests.ConvergeGateCodeTests),
        typeof(ConvergeGate.Tests.ConvergeGateDecisionTableTests),
        typeof(ConvergeGate.Tests.ConvergeGateEncodingTests),
        typeof(ConvergeGate.Tests.ConvergeGateEscapingTests),
        typeof(ConvergeGate.Tests.ConvergeGateLayoutTests),
        typeof(ConvergeGate.Tests.ConvergeGatePageSampleTests),
        typeof(ConvergeGate.Tests.ConvergeGateRequestTests),
        typeof(ConvergeGate.Tests.ConvergeGateSecretsTests),
        typeof(ConvergeGate.Tests.ConvergeGateSignedTextTests),
        typeof(ConvergeGate.Tests.ConvergeGateStateTests),
        typeof(Desjardins.Tests.DesjardinsDecisionTableTests),
        typeof(Desjardins.Tests.DesjardinsDocumentTests),
        typeof(Desjardins.Tests.DesjardinsReadingTests),
        typeof(Desjardins.Tests.DesjardinsRepairTests),
        typeof(Desjardins.Tests.DesjardinsResultTests),
        typeof(Desjardins.Tests.DesjardinsUnderstandingTests),
        typeof(Ppro.Tests.PproCallbackTests),
        typeof(Ppro.Tests.PproDecidingFieldTests),
        typeof(Ppro.Tests.PproDecisionTableTests),
        typeof(Ppro.Tests.PproReaderTests),
        typeof(Ppro.Tests.PproSampleTests),
        typeof(Ppro.Tests.PproSecretsTests),
        typeof(Tracking.Tests.Checks.AttemptRulesTests),
        typeof(Tracking.Tests.Checks.AttemptTests),
        typeof(Tracking.Tests.Checks.BeliefSummaryTests),
        typeof(Tracking.Tests.Checks.CheckRulesAnswerTests),
        typeof(Tracking.Tests.Checks.CheckRulesEndTests),
        typeof(Tracking.Tests.Checks.CheckRulesFailureTests),
        typeof(Tracking.Tests.Checks.CheckRulesFindingsTests),
        typeof(Tracking.Tests.Checks.CheckRulesLimitTests),
        typeof(Tracking.Tests.Checks.CheckRulesPropertyTests),
        typeof(Tracking.Tests.Checks.CheckRulesReopenedTests),
        typeof(Tracking.Tests.Checks.CheckRulesTests),
        typeof(Tracking.Tests.Checks.RecheckTests),
        typeof(Tracking.Tests.Checks.ScheduleRulesTests),
        typeof(Tracking.Tests.Checks.SettledTests),
        typeof(Tracking.Tests.Clocks.ClockBoundaryTests),
        typeof(Tracking.Tests.Clocks.ClockRulesTests),
        typeof(Tracking.Tests.Delivery.DeliveryRulesTests),
        typeof(Tracking.Tests.EnrollmentRestartTests),
        typeof(Tracking.Tests.EnrollmentTests),
        typeof(Tracking.Tests.ResolutionRulesTests),
        typeof(Tracking.Tests.Stores.CommitRulesDuplicateTests),
        typeof(Tracking.Tests.Stores.CommitRulesTests),
        typeof(Tracking.Tests.Stores.DeliveryCommitRulesTests),
        typeof(Tracking.Tests.Stores.DeliveryOrderRulesTests),
        typeof(Tracking.Tests.Stores.EnrollmentRulesTests),
        typeof(Tracking.Tests.Stores.TransactionKeysTests),
        typeof(Tracking.Tests.Stores.WakeRulesTests),
    ];

    /// <summary>Returns the test classes of packages. Rules are tested by the tests of their own package.</summary>
    public static IEnumerable<Type> Of(IReadOnlyCollection<string> packages)
    {
        // The tests of the abstractions are those of the engine.
        var projects = packages.Select(package => package.Replace(".Abstractions", string.Empty, StringComparison.Ordinal) + ".Tests")
            .ToHashSet();
        return Classes.Where(one => projects.Contains(one.Assembly.GetName().Name!));
    }
}
