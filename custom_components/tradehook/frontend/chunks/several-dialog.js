import{_ as e,b as t,c as n,f as r,h as i,m as a,n as o,o as s,p as c,r as l,t as u}from"./styles.js";import{i as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./worth.js";import{m,p as h}from"./actions.js";import{t as g}from"./sentence.js";var _=class extends a{constructor(...e){super(...e),this.news=0,this.asked=[],this.busy=!1,this.errors=[],this.act=async()=>{let{action:e,left:t,ctx:n}=this;if(!e||this.busy||!t.length)return;this.busy=!0,this.errors=[];let r=this.accounts.map(([e,t])=>({account:e,name:t[0]?.account_name??``})),i=await Promise.allSettled(r.map(({account:r})=>{let i=t.filter(e=>e.account===r).map(e=>e.position_id);return i.length?e===`close`?n.api.closeAll(r,i):n.api.keepAll(r,i):Promise.resolve([])}));this.busy=!1,this.errors=i.flatMap((e,t)=>e.status===`rejected`?[n.t(`several.left`,{name:r[t]?.name??``,error:d(e.reason)})]:[]);let a=i.reduce((e,t)=>e+(t.status===`fulfilled`?t.value.length:0),0);this.errors.length||this.dialog?.close(),a&&n.say(n.t(e===`close`?`several.closed`:`several.kept`,{count:a}))}}async ask(e,t){this.asked=e,this.action=t,this.errors=[],await this.updateComplete,this.dialog?.showModal()}get dialog(){return this.renderRoot.querySelector(`dialog`)}get left(){let{positions:e}=this.ctx.live;return this.asked.flatMap(({position_id:t})=>e?.get(t)??[])}render(){let{action:t,ctx:n,left:r}=this;if(!t)return i;let{t:a}=n,o=r.length;return e`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${a(`several.${t}_title${o===1?`_one`:``}`,{count:o})}</h2>
      <p>${a(`several.${t}_text`)}</p>
      <div class="list" tabindex="0" role="group" aria-labelledby="title">
        ${this.accounts.map(([e,t])=>this.renderAccount(e,t))}
      </div>
      ${t===`close`?this.renderTotals(r):i}
      <div role="alert">
        ${this.errors.map(t=>e`<p class="error" data-error>${g(t)}</p>`)}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
          ${a(`common.cancel`)}
        </button>
        <button
          class="button ${t===`close`?`danger`:``}"
          data-confirm
          ?disabled=${this.busy||!o}
          @click=${this.act}
        >
          ${this.busy?a(`common.working`):a(`several.${t}_confirm`,{count:o})}
        </button>
      </div>
    </dialog>`}get accounts(){let e=new Map;for(let t of this.asked)e.set(t.account,[...e.get(t.account)??[],t]);return[...e]}renderAccount(t,n){let{t:r,live:a}=this.ctx,o=a.accounts?.find(e=>e.account===t)?.type;return e`<h3>
        ${n[0]?.account_name} ${o?e`<span class="chip">${f(r,`account_type`,o)}</span>`:i}
      </h3>
      <ul>
        ${n.map(e=>this.renderPosition(e))}
      </ul>`}renderPosition(t){let{t:r,format:i,live:a}=this.ctx,o=a.positions?.get(t.position_id),c=o&&Number(o.size)!==0;return e`<li data-position=${t.position_id}>
      <span>
        <b>${s(t.symbol)}</b> ${r(`side.${t.side}`)}
        <span class="soft small">${o&&c?`${i.number(o.size)} ${o.base}`:``}</span>
      </span>
      <span class="number end">
        ${o?c?this.action===`keep`?e`<span class="soft">${r(`several.stays`)}</span>`:e`<span class=${n(o.unrealized_profit)}>
                  ${i.money(o.unrealized_profit,o.quote,!0)}
                </span>`:r(`several.unfilled`):e`<span class="soft">${r(`several.over`)}</span>`}
      </span>
    </li>`}renderTotals(t){let{t:r,format:a}=this.ctx,o=[...new Set(t.map(({quote:e})=>e))];return e`<ul class="together">
        ${o.map(i=>{let o=p(t.filter(e=>e.quote===i).map(e=>e.unrealized_profit));return e`<li data-together=${i}>
            <b>${r(`several.total`)}</b>
            <b class="number ${n(o)}">${a.money(o,i,!0)}</b>
          </li>`})}
      </ul>
      ${t.some(e=>!Number(e.size))?e`<p class="soft">${r(`several.unfilled_note`)}</p>`:i}`}onClose(){this.action=void 0,this.asked=[],h(this)}static{this.styles=[u,m,t`
      .list {
        max-height: 45vh;
        overflow-y: auto;
      }
      h3 {
        margin-top: 12px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 4px;
      }
      b {
        font-weight: 500;
      }
      .together {
        border-top: 2px solid var(--th-line);
      }
      .together li:first-child {
        border: 0;
      }
      .small {
        font-size: 12px;
      }
    `]}};l([c({attribute:!1})],_.prototype,`ctx`,void 0),l([c({type:Number})],_.prototype,`news`,void 0),l([r()],_.prototype,`asked`,void 0),l([r()],_.prototype,`action`,void 0),l([r()],_.prototype,`busy`,void 0),l([r()],_.prototype,`errors`,void 0),_=l([o(`tradehook-several-dialog`)],_);export{_ as SeveralDialog};