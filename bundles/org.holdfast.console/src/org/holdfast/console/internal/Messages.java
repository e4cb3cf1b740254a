package org.holdfast.console.internal;

import org.eclipse.osgi.util.NLS;

/** The console's texts, from {@code messages.properties}. */
public final class Messages extends NLS {

    public static String yes;

    public static String window_title;
    public static String window_lab;

    public static String empty_noCache;
    public static String empty_starting;
    public static String empty_running;
    public static String empty_failed;
    public static String empty_chooseTitle;

    public static String node_starting;
    public static String node_failedTitle;
    public static String node_failed;
    public static String node_noLauncher;
    public static String node_interrupted;

    public static String connections_promise;
    public static String connections_none;
    public static String connections_one;
    public static String connections_share;
    public static String connections_raise;
    public static String connections_alsoClosed;
    public static String connections_toReset;
    public static String connections_nobody;
    public static String connections_cure;
    public static String connections_ageTooltip;
    public static String connections_bytesTooltip;

    public static String column_verdict;
    public static String column_client;
    public static String column_service;
    public static String column_host;
    public static String column_to;
    public static String column_state;
    public static String column_age;
    public static String column_in;
    public static String column_out;
    public static String column_rate;
    public static String column_rtt;
    public static String column_retransmitted;

    public static String ownership_promise;
    public static String ownership_columnName;
    public static String ownership_columnValue;
    public static String ownership_majority;
    public static String ownership_noMajority;
    public static String ownership_cache;
    public static String ownership_self;
    public static String ownership_neverHeard;
    public static String ownership_heard;
    public static String ownership_silent;
    public static String ownership_solicited;
    public static String ownership_solicitedSelf;
    public static String ownership_notSolicited;
    public static String ownership_hostAddresses;
    public static String ownership_owner;
    public static String ownership_standby;
    public static String ownership_epoch;
    public static String ownership_overruled;
    public static String ownership_since;
    public static String ownership_node;
    public static String ownership_policy;
    public static String ownership_policyValue;
    public static String ownership_addresses;
    public static String ownership_ports;
    public static String ownership_application;
    public static String ownership_running;
    public static String ownership_notRunning;
    public static String ownership_arp;
    public static String ownership_protocol;
    public static String ownership_macs;
    public static String ownership_mac;
    public static String ownership_noFailover;
    public static String ownership_home;
    public static String ownership_failoverHosts;
    public static String ownership_continuity;
    public static String ownership_comparison;
    public static String ownership_giveBack;
    public static String ownership_automatic;
    public static String ownership_byHand;

    public static String incidents_promise;
    public static String incidents_none;
    public static String incidents_steps;
    public static String incidents_outcomes;

    public static String column_number;
    public static String column_opened;
    public static String column_what;
    public static String column_continued;
    public static String column_longestStall;
    public static String column_outcome;
    public static String column_step;
    public static String column_by;
    public static String column_start;
    public static String column_took;
    public static String column_detail;
    public static String column_fate;
    public static String column_before;
    public static String column_stall;
    public static String column_outAtFailure;
    public static String column_outAtEnd;
    public static String column_inAtFailure;
    public static String column_inAtEnd;
    public static String column_account;

    public static String incident_running;
    public static String incident_done;
    public static String incident_degraded;
    public static String incident_failed;
    public static String incident_what;
    public static String incident_continued;
    public static String incident_compared;
    public static String incident_differed;
    public static String incident_proof;
    public static String incident_wholeProof;

    public static String dialog_host;
    public static String dialog_service;
    public static String dialog_target;

    public static String column_becomes;
    public static String column_why;

    public static String becomes_continued;
    public static String becomes_reset;

    public static String preview_noCache;
    public static String preview_ownsNothing;
    public static String preview_noTakeover;
    public static String preview_noConnections;
    public static String preview_oneConnection;
    public static String preview_connections;
    public static String preview_return;
    public static String preview_giveBack;
    public static String preview_refused;
    public static String preview_unanswered;

    public static String giveBack_regain;
    public static String giveBack_drain;
    public static String giveBack_manual;
    public static String giveBack_window;

    public static String failHost_title;
    public static String failHost_verb;
    public static String failHost_job;
    public static String failHost_failed;

    public static String returnHost_title;
    public static String returnHost_verb;
    public static String returnHost_job;
    public static String returnHost_failed;

    public static String migrate_title;
    public static String migrate_verb;
    public static String migrate_job;
    public static String migrate_failed;
    public static String migrate_seeIncident;
    public static String migrate_noFailedStep;
    public static String migrate_unwatched;

    public static String export_title;
    public static String export_file;
    public static String export_job;
    public static String export_failed;

    public static String command_notNowTitle;
    public static String command_notNow;

    public static String capture_noCache;
    public static String capture_hearing;
    public static String capture_silent;
    public static String capture_nothingYet;
    public static String capture_givenUp;
    public static String capture_problem;

    static {
        NLS.initializeMessages("org.holdfast.console.internal.messages", Messages.class);
    }

    private Messages() {}

    /** Puts values where the text has {@code {0}}, {@code {1}} and so on. */
    public static String bind(String text, Object... values) {
        return NLS.bind(text, values);
    }
}
