namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

/// <summary>A merchant's own handler, as the readme registers one.</summary>
internal sealed class CountingHandler : DelegatingHandler;
