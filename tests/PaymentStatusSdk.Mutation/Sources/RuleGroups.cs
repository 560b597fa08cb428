namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>The files that decide about money, duplicates, order and time.</summary>
/// <remarks>Some decisions are in classes that also read, wait or write, and in SQL: <c>docs/testing.md</c> describes them.</remarks>
internal static class RuleGroups
{
    /// <summary>All groups.</summary>
    public static IReadOnlyList<MutationGroup> All { get; } =
    [
        new("belief", "PaymentStatusSdk.Abstractions",
        [
            "Belief/ObservationOrder.cs", "Belief/TransactionIdentity.cs", "StatusBelief.cs", "StatusObservation.cs", "StatusRules.cs",
            "Tracking/TrackedTransaction.cs", "TransactionStatusResult.cs",
        ]),
        new("verdict table", "PaymentStatusSdk.Abstractions", ["Belief/StateClass.cs", "Belief/VerdictTable.cs"]),
        new("money", "PaymentStatusSdk.Abstractions", ["CurrencyMinorUnits.cs", "Json/MoneyConverter.cs", "Money.cs"]),
        new("enum names", "PaymentStatusSdk.Abstractions", ["Json/TolerantEnumConverter.cs"]),
        new("polling", "PaymentStatusSdk.Abstractions", ["Polling/PollingRules.cs"]),
        new("schedules", "PaymentStatusSdk.Abstractions", ["PollingSchedule.cs", "SettledSchedule.cs", "TrackingSchedule.cs"]),
        new("notifications", "PaymentStatusSdk.Abstractions", ["StatusNotification.cs"]),
        new("failures", "PaymentStatusSdk.Abstractions", ["TransactionStatusException.cs"]),
        new("integrity check", "PaymentStatusSdk",
        [
            "Adapters/GatewayValueMap.cs", "Adapters/ReportedAmount.cs", "Exchange/IntegrityCheck.cs",
        ]),
        new("texts", "PaymentStatusSdk", ["Adapters/TextRules.cs"]),
        new("secrets", "PaymentStatusSdk", ["Adapters/Callbacks/SecretComparison.cs"]),
        new("notification memory", "PaymentStatusSdk", ["Callbacks/NotificationMemory.cs"]),
        new("pauses", "PaymentStatusSdk", ["Adapters/BackOff.cs", "Adapters/TimeMath.cs", "Http/RetryAfterHeader.cs"]),
        new("retries", "PaymentStatusSdk", ["Exchange/RetryRules.cs"]),
        new("circuit", "PaymentStatusSdk", ["Exchange/CircuitRules.cs", "Exchange/CircuitWindow.cs"]),
        new("queries", "PaymentStatusSdk",
        [
            "Coalescing/PlacementRules.cs", "Coalescing/QueryKey.cs", "Coalescing/QueryKeyComparer.cs",
        ]),
        new("deciding field", "PaymentStatusSdk", ["Adapters/Wire/DecidingField.cs"]),
        new("ConvergeGate", "PaymentStatusSdk.ConvergeGate",
        [
            "Callbacks/ConvergeGateNotification.cs", "Protocol/ConvergeGateChecksum.cs", "Protocol/ConvergeGateFields.cs",
            "Protocol/ConvergeGateResponse.cs", "Protocol/ConvergeGateSignedText.cs", "Protocol/ConvergeGateStatusMap.cs",
            "Protocol/ConvergeGateValues.cs",
        ]),
        new("PPRO", "PaymentStatusSdk.Ppro",
        [
            "Callbacks/PproNotification.cs", "PproReturnCheck.cs", "Protocol/PproFields.cs", "Protocol/PproHash.cs",
            "Protocol/PproResponse.cs", "Protocol/PproStatusMap.cs",
        ]),
        new("Desjardins", "PaymentStatusSdk.Desjardins",
        [
            "Callbacks/DesjardinsTokens.cs", "DesjardinsDefaults.cs", "DesjardinsGrace.cs", "Protocol/DesjardinsAnswers.cs",
            "Protocol/DesjardinsDocument.cs", "Protocol/DesjardinsFailures.cs", "Protocol/DesjardinsFields.cs",
            "Protocol/DesjardinsMerchantNumbers.cs", "Protocol/DesjardinsResponse.cs", "Protocol/DesjardinsResult.cs",
            "Protocol/DesjardinsStatusMap.cs", "Protocol/DesjardinsStructure.cs",
        ]),
        new("checks", "PaymentStatusSdk.Tracking",
        [
            "Checks/AnswerRules.cs", "Checks/Attempts.cs", "Checks/BeliefSummary.cs", "Checks/CheckReport.cs", "Checks/CheckRules.cs",
            "Checks/CheckTimeLimit.cs", "Checks/ClientThrottle.cs", "Checks/DeadlineSlack.cs", "Checks/FirstCheck.cs",
            "Checks/ReportedChanges.cs", "Checks/SchedulePhaseMap.cs", "Checks/SchedulePosition.cs",
        ]),
        new("stores", "PaymentStatusSdk.Tracking",
        [
            "Stores/CommitRules.cs", "Stores/DeliveryCommitRules.cs", "Stores/DeliveryOrderRules.cs", "Stores/DuplicateRules.cs",
            "Stores/EnrollmentRules.cs", "Stores/TransactionKeys.cs", "Stores/WakeCandidate.cs", "Stores/WakeRequest.cs",
            "Stores/WakeRules.cs",
        ]),
        new("enrollment", "PaymentStatusSdk.Tracking", ["Enrollment.cs"]),
        new("wakeups", "PaymentStatusSdk.Tracking", ["Wakeup.cs"]),
        new("resolution", "PaymentStatusSdk.Tracking", ["ResolutionRules.cs"]),
        new("delivery", "PaymentStatusSdk.Tracking", ["Delivery/ChangeDelivery.cs", "Delivery/DeliveryRules.cs"]),
        new("leases", "PaymentStatusSdk.Tracking", ["Work/HeldLeases.cs"]),
        new("clocks", "PaymentStatusSdk.Tracking", ["Clocks/ClockRules.cs", "Clocks/ClockState.cs"]),
        new("mailboxes", "PaymentStatusSdk.Relational", ["Coordination/MailboxRules.cs"]),
        new("stored times", "PaymentStatusSdk.Relational", ["Store/DueRules.cs", "Store/StoredTime.cs"]),
        new("exit codes", "PaymentStatusSdk.Cli", ["ExitCodes.cs"]),
    ];
}
