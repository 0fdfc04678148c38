<?php
/**
 * Plugin Name: newsgraph
 * Description: Prints a box of related articles that `newsgraph site` made, and hands changes to `newsgraph add`.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: Apache-2.0
 *
 * The box costs no query: it is a file. Two folders, which wp-config.php may name:
 *
 *   NEWSGRAPH_FOLDER  what `newsgraph site` writes and the server serves; by itself wp-content/uploads/newsgraph
 *   NEWSGRAPH_SPOOL   where changes wait, outside of what is served; by itself newsgraph-spool beside WordPress' folder
 *
 * A line for cron, which takes what waits and writes what changed:
 *
 *   newsgraph add SPOOL/*.jsonl --index INDEX && newsgraph site FOLDER --index INDEX
 */

defined( 'ABSPATH' ) || exit;

function newsgraph_folder() {
	return defined( 'NEWSGRAPH_FOLDER' ) ? NEWSGRAPH_FOLDER : wp_upload_dir()['basedir'] . '/newsgraph';
}

function newsgraph_url() {
	return defined( 'NEWSGRAPH_URL' ) ? NEWSGRAPH_URL : wp_upload_dir()['baseurl'] . '/newsgraph';
}

function newsgraph_spool() {
	return defined( 'NEWSGRAPH_SPOOL' ) ? NEWSGRAPH_SPOOL : dirname( untrailingslashit( ABSPATH ) ) . '/newsgraph-spool';
}

/** The key of the post's page, '' where newsgraph does not know it. Kept beside the post until pages.json is another. */
function newsgraph_key( $post ) {
	$file = newsgraph_folder() . '/pages.json';
	$made = is_readable( $file ) ? (int) filemtime( $file ) : 0;
	$kept = get_post_meta( $post->ID, '_newsgraph_key', true );
	if ( is_array( $kept ) && $kept['made'] === $made ) {
		return $kept['key'];
	}
	$pages = $made ? json_decode( (string) file_get_contents( $file ), true ) : array();
	$found = isset( $pages[ get_permalink( $post ) ] ) ? (string) $pages[ get_permalink( $post ) ] : '';
	$key   = preg_match( '/^[0-9a-f]{16}$/', $found ) ? $found : '';
	update_post_meta( $post->ID, '_newsgraph_key', array( 'made' => $made, 'key' => $key ) );
	return $key;
}

/** The box: an element with the fragment in it, which needs no script. */
function newsgraph_box( $post = null ) {
	$post = get_post( $post );
	$key  = $post ? newsgraph_key( $post ) : '';
	$file = newsgraph_folder() . '/related/' . substr( $key, 0, 2 ) . '/' . $key . '.html';
	if ( '' === $key || ! is_readable( $file ) ) {
		return '';
	}
	$src = esc_url( newsgraph_url() . '/' );
	return '<newsgraph-related article="article/' . $key . '" src="' . $src . '">' . file_get_contents( $file ) . '</newsgraph-related>';
}

add_shortcode( 'newsgraph', function () {
	return newsgraph_box();
} );

add_filter( 'the_content', function ( $content ) {
	$here = is_singular( 'post' ) && in_the_loop() && is_main_query() && ! has_shortcode( $content, 'newsgraph' );
	return $here ? $content . newsgraph_box() : $content;
}, 20 );

add_action( 'wp_enqueue_scripts', function () {
	if ( is_singular( 'post' ) ) {
		wp_enqueue_style( 'newsgraph', newsgraph_url() . '/newsgraph.css', array(), null );
		wp_enqueue_script_module( 'newsgraph-related', newsgraph_url() . '/newsgraph-related.js', array(), null );
	}
} );

/** Has a change wait for `newsgraph add`: one file a post, the last state alone, written whole. */
function newsgraph_hand_over( $post, $withdrawn ) {
	$record = array(
		'id'        => 'wordpress-' . $post->ID,
		'url'       => get_permalink( $post ),
		'title'     => wp_strip_all_tags( get_the_title( $post ) ),
		'source'    => wp_parse_url( home_url(), PHP_URL_HOST ),
		'withdrawn' => $withdrawn,
	);
	if ( ! $withdrawn ) {
		$record += array(
			'html'       => apply_filters( 'the_content', $post->post_content ),
			'standfirst' => has_excerpt( $post ) ? get_the_excerpt( $post ) : '',
			'date'       => get_post_time( DATE_ATOM, true, $post ),
			'updated'    => get_post_modified_time( DATE_ATOM, true, $post ),
			'authors'    => array( get_the_author_meta( 'display_name', (int) $post->post_author ) ),
			'tags'       => wp_get_post_tags( $post->ID, array( 'fields' => 'names' ) ),
			'language'   => substr( get_locale(), 0, 2 ),
		);
	}
	$file = newsgraph_spool() . '/' . $post->ID . '.jsonl';
	if ( wp_mkdir_p( newsgraph_spool() ) && false !== file_put_contents( $file . '.new', wp_json_encode( $record ) . "\n" ) ) {
		rename( $file . '.new', $file );
	}
}

/** Published or changed: handed over; no longer published, or with a password: taken back, under the address it had. */
add_action( 'wp_after_insert_post', function ( $id, $post, $update, $before ) {
	if ( 'post' !== $post->post_type || wp_is_post_revision( $post ) ) {
		return;
	}
	$open = 'publish' === $post->post_status && '' === $post->post_password;
	$was  = $before && 'publish' === $before->post_status;
	if ( $open ) {
		newsgraph_hand_over( $post, false );
	} elseif ( $was ) {
		newsgraph_hand_over( $before, true );
	}
}, 10, 4 );

add_action( 'before_delete_post', function ( $id, $post ) {
	if ( 'post' === $post->post_type && 'publish' === $post->post_status ) {
		newsgraph_hand_over( $post, true );
	}
}, 10, 2 );
